import type { FindingWire } from '@perigee/contract'
import { StatusPill } from '../../ui/status-pill.tsx'
import { evidenceText } from './words.ts'
import '../../ui/cause-list.css'

/** What stands out, worst first: a sentence, what to do, and what it is concluded from. */
export function FindingList({ findings }: { readonly findings: readonly FindingWire[] }) {
  return (
    <ul>
      {findings.map(({ code, status, sentence, advice, evidence }) => (
        <li key={code} className="cause">
          <StatusPill status={status} {...(status === 'ok' && { word: 'Note' })} />
          <div>
            <b>{sentence}</b>
            {advice !== '' && <p>{advice}</p>}
            {evidence.length > 0 && <p className="q">{evidence.map(evidenceText).join('; ')}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}
