import type { Change } from '@perigee/contract'
import { clockWords, fullTimeWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { STATUS_WORDS, StatusShape } from './status-shape.tsx'
import './change-log.css'

/** State transitions, newest first, one line each. On a page of one cluster its name is left out. */
export function ChangeLog({ changes, name = 'shown' }: { changes: readonly Change[]; name?: 'shown' | 'left-out' }) {
  const zone = useZone()
  if (changes.length === 0) return <p className="note">No change was seen in the past hour.</p>
  return (
    <ol className="log">
      {changes.map(({ at, cluster, status, text, href }, index) => (
        // Two changes of one instant may read the same; the position tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={`${at} ${cluster} ${text} ${index}`}>
          <a href={href}>
            <time dateTime={at} title={fullTimeWords(Date.parse(at), zone)}>
              {clockWords(Date.parse(at), zone, 'minutes')}
            </time>
            <StatusShape status={status} title={STATUS_WORDS[status]} />
            <span>
              {name === 'shown' && <b>{cluster} </b>}
              {text}
            </span>
          </a>
        </li>
      ))}
    </ol>
  )
}
