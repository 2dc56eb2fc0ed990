import type { Problem } from '@perigee/contract'
import { instantMs } from '../time/freshness.ts'
import { useAtSecond } from '../time/ticker.ts'
import { ageWords, fullTimeWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { Explains } from './explains.tsx'
import { joint } from './join-words.ts'
import { linkedText } from './linked-text.ts'
import { StatusPill } from './status-pill.tsx'
import './cause-list.css'

/** What is wrong, told by cause: a symptom has no line of its own when its cause has one. */
export function CauseList({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul>
      {problems.map((problem) => (
        <Cause key={`${problem.code} ${problem.title}`} problem={problem} />
      ))}
    </ul>
  )
}

function Cause({ problem }: { problem: Problem }) {
  const { status, title, text, since, heldBefore, href, hrefLabel, explains } = problem
  const { parts, rest } = linkedText(text, explains)
  return (
    <li className="cause">
      <StatusPill status={status} />
      <div>
        <b>{title}</b>
        {joint(title, text)}
        {parts.map(({ text: words, href: to }) =>
          to === null ? (
            words
          ) : (
            <a key={to} className="ln" href={to}>
              {words}
            </a>
          ),
        )}
        {rest.length > 0 && (
          <p>
            Explains <Explains explains={rest} />.
          </p>
        )}
      </div>
      <span className="since">
        {since !== null && <Since instant={since} from={heldBefore === true ? 'before' : 'then'} />}
        {href !== null && (
          <a className="go" href={href}>
            {hrefLabel ?? 'Look'}
          </a>
        )}
      </span>
    </li>
  )
}

interface SinceProps {
  readonly instant: string
  /** `before`: it was so already when first looked for, so it has lasted at least that long. */
  readonly from?: 'then' | 'before'
}

/** How long something has lasted; the instant in the title. */
export function Since({ instant, from = 'then' }: SinceProps) {
  const zone = useZone()
  const at = instantMs(instant)
  const words = useAtSecond((now) => (at === null ? '' : ageWords(now - at)))
  if (at === null) return null
  return (
    <time dateTime={instant} title={`since ${from === 'before' ? 'before ' : ''}${fullTimeWords(at, zone)}`}>
      {words}
      {from === 'before' && ' or more'}
    </time>
  )
}
