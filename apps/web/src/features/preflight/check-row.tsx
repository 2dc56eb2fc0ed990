import type { PreflightCheck } from '@perigee/contract'
import { useId, useState } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'
import { CopyCommand } from '../../ui/kafka/copy-command.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { StatusPill } from '../../ui/status-pill.tsx'
import { StatusShape } from '../../ui/status-shape.tsx'
import { STATE_WORDS } from './words.ts'

/** A check that fails, warns or could not be made: what was found, why it matters, what to do. */
export function TroubledCheck({ check }: { readonly check: PreflightCheck }) {
  const { id, state, status, title, severity, evidence, reason, fix, command, href } = check
  return (
    <li className="check" id={id} data-row="" tabIndex={-1}>
      <StatusPill status={status} word={STATE_WORDS[state].word} />
      <div>
        <h3>
          {title} <span className="q">severity {severity}</span>
        </h3>
        <p>{evidence}</p>
        <Rows check={check} />
        <p className="q2">{reason}</p>
        {fix !== null && (
          <p className="fix">
            <b>Fix</b> {fix}
            {command === null && (
              <>
                {' '}
                <CopyButton text={fix} label="Copy" />
              </>
            )}
          </p>
        )}
        {command !== null && <CopyCommand command={command} />}
      </div>
      <span className="to">
        {href !== null && (
          <a className="go" href={href}>
            Look
          </a>
        )}
      </span>
    </li>
  )
}

/** The rows behind the evidence: folded on a screen, open on paper. */
function Rows({ check: { details, detailCount } }: { readonly check: PreflightCheck }) {
  const [fold, setFold] = useState<'folded' | 'open'>('folded')
  const listId = useId()
  if (details.length === 0) return null
  const more = detailCount - details.length
  return (
    <>
      <button
        type="button"
        className="ln no-print"
        aria-expanded={fold === 'open'}
        aria-controls={listId}
        onClick={() => setFold(fold === 'open' ? 'folded' : 'open')}
      >
        {fold === 'open' ? 'Fold' : `Show ${countWords(details.length)}`}
      </button>
      <ul id={listId} className={fold === 'folded' ? 'rows folded' : 'rows'}>
        {details.map((row) => (
          <li key={row}>{row}</li>
        ))}
        {more > 0 && <li className="q">and {countWords(more)} more</li>}
      </ul>
    </>
  )
}

/** One that passes, or does not apply: a line. */
export function CalmCheck({ check: { id, status, state, title, evidence } }: { readonly check: PreflightCheck }) {
  return (
    <li className="check calm" id={id} data-row="" tabIndex={-1}>
      <StatusShape status={status} title={STATE_WORDS[state].word} />
      <h3>{title}</h3>
      <p className="q2">{evidence}</p>
    </li>
  )
}
