import type { GapWire } from '@perigee/contract'
import { StatusShape } from '../status-shape.tsx'
import '../empty.css'
import styles from './gap-notes.module.css'

interface GapNotesProps {
  readonly gaps: readonly GapWire[]
  readonly brokerHref: (id: number) => string
}

const MAX_NAMED = 8

/** What is missing from the page, because of whom, and what would help: one hatched bar per gap. */
export function GapNotes({ gaps, brokerHref }: GapNotesProps) {
  return gaps.map((gap) => (
    <div key={`${gap.fact} ${gap.code} ${gap.text}`} className={`banner ${styles.gap}`}>
      <StatusShape status="unknown" />
      <span>
        {gap.text}
        {gap.needs === null ? null : <> Needed: {gap.needs}.</>}
      </span>
      {gap.brokers.length === 0 ? null : (
        <span className={styles.who}>
          {gap.brokers.slice(0, MAX_NAMED).map((id) => (
            <a key={id} className="ln" href={brokerHref(id)} aria-label={`broker ${id}`}>
              {id}
            </a>
          ))}
          {gap.brokers.length > MAX_NAMED ? `and ${gap.brokers.length - MAX_NAMED} more` : null}
        </span>
      )}
    </div>
  ))
}
