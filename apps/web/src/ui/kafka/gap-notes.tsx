import type { FailureWire, GapWire } from '@perigee/contract'
import { FailureList } from '../gap-list.tsx'
import { StatusShape } from '../status-shape.tsx'
import '../empty.css'
import styles from './gap-notes.module.css'

interface GapNotesProps {
  readonly gaps: readonly GapWire[]
  readonly failures: readonly FailureWire[]
  readonly brokerHref: (id: number) => string
}

const SOURCES = '/sources'
/** Gaps and brokers said on a page; the data sources page has all of them. */
const MAX_GAPS = 4
const MAX_NAMED = 8

/** What is missing from the page, because of whom, and what would help. Failures that left no gap are told by themselves. */
export function GapNotes({ gaps, failures, brokerHref }: GapNotesProps) {
  if (gaps.length === 0) return <FailureList failures={failures} href={SOURCES} />
  return (
    <div className={`banner ${styles.gaps}`}>
      <StatusShape status="unknown" />
      <ul>
        {gaps.slice(0, MAX_GAPS).map((gap) => (
          <li key={`${gap.fact} ${gap.code} ${gap.text}`}>
            {gap.text}
            {gap.needs === null ? null : <> Needs {gap.needs}.</>}{' '}
            <Who brokers={unnamed(gap)} brokerHref={brokerHref} />
          </li>
        ))}
        {gaps.length > MAX_GAPS ? <li>and {gaps.length - MAX_GAPS} more</li> : null}
      </ul>
      <a className="go" href={SOURCES}>
        Data sources
      </a>
    </div>
  )
}

/** Brokers that the text does not name already. */
function unnamed({ text, brokers }: GapWire): readonly number[] {
  return brokers.filter((id) => !new RegExp(`\\bbrokers?\\b[^:]*\\b${id}\\b`).test(text))
}

function Who({
  brokers,
  brokerHref,
}: {
  readonly brokers: readonly number[]
  readonly brokerHref: (id: number) => string
}) {
  return (
    <span className={styles.who}>
      {brokers.slice(0, MAX_NAMED).map((id) => (
        <a key={id} className="ln" href={brokerHref(id)} title={`Broker ${id}`}>
          <span className="sr">broker </span>
          {id}
        </a>
      ))}
      {brokers.length > MAX_NAMED ? `and ${brokers.length - MAX_NAMED} more` : null}
    </span>
  )
}
