import type { FreshnessState, Status } from '@perigee/contract'
import type { ReactNode } from 'react'
import { instantMs } from '../time/freshness.ts'
import { clockWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { classNames } from './class-names.ts'
import { StatusShape } from './status-shape.tsx'
import './stat-rail.css'

export interface Stat {
  readonly label: string
  /** null = unknown: drawn as a hatched word, never as zero. */
  readonly value: ReactNode | null
  readonly unit?: string
  readonly note?: ReactNode
  /** Opens exactly the rows that are counted. */
  readonly href?: string | null
  readonly status?: Status
  /** Leaves the rail on a phone. */
  readonly lesser?: boolean
}

/** At most eight numbers, each a link to its rows; label above, note below; hairlines, no tiles. */
export function StatRail({
  stats,
  freshness = 'fresh',
  observedAt = null,
}: {
  stats: readonly Stat[]
  freshness?: FreshnessState
  /** When the values were read: said in each note once they are lost. */
  observedAt?: string | null
}) {
  const zone = useZone()
  const at = instantMs(observedAt)
  const asOf = freshness === 'lost' && at !== null ? `as of ${clockWords(at, zone)}` : null
  return (
    <div className="stats">
      {stats.map((stat) => (
        <StatCell
          key={stat.label}
          stat={asOf === null || stat.value === null ? stat : { ...stat, note: asOf }}
          freshness={freshness}
        />
      ))}
    </div>
  )
}

function StatCell({ stat, freshness }: { stat: Stat; freshness: FreshnessState }) {
  const status = stat.value === null || freshness === 'lost' ? 'unknown' : stat.status
  const loud = status === 'critical' || status === 'warning' || status === 'unknown'
  const className = classNames(
    loud && status,
    stat.lesser && 'lesser',
    (stat.value === 0 || stat.value === '0') && 'quiet',
  )
  const inside = (
    <>
      <span className="k">{stat.label}</span>
      <span className="v">
        {loud && <StatusShape status={status} />}
        {status === 'unknown' ? <span className="lost">{stat.value ?? 'unknown'}</span> : stat.value}
        {stat.unit !== undefined && stat.value !== null && <i>{stat.unit}</i>}
      </span>
      <small>{stat.note ?? '\u00a0'}</small>
    </>
  )
  return stat.href ? (
    <a className={className} href={stat.href}>
      {inside}
    </a>
  ) : (
    <div className={className}>{inside}</div>
  )
}
