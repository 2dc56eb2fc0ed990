import type { Mark } from '../../../ui/kafka/incident-marks.ts'
import { reasonOf } from '../../../ui/kafka/missing-list.tsx'
import { Near } from '../../../ui/near.tsx'
import { SeriesPeers } from '../../../ui/plot/series-peers.tsx'
import type { BrokerVitalsData } from '../queries.ts'
import type { ChartGroup } from './chart-groups.ts'
import styles from './chart-section.module.css'

interface ChartSectionProps {
  readonly group: ChartGroup
  readonly cluster: string
  readonly broker: number
  readonly vitals: BrokerVitalsData
  readonly marks: readonly Mark[]
}

const CHART_PX = 176

/** A group of small charts that can be folded away; it is open when something in it is wrong. */
export function ChartSection({ group, cluster, broker, vitals, marks }: ChartSectionProps) {
  const reasons = group.charts.map(({ metric }) => reasonOf(vitals.missing, metric))
  const told = group.charts.filter((_, at) => reasons[at] === null)
  const shared = sharedReason(reasons)
  if (told.length === 0)
    return (
      <p className="note">
        <b>{group.title}:</b> not told. {shared ?? reasons.filter((reason) => reason !== null).join('; ')}
      </p>
    )
  const wrong = vitals.vitals.some(
    ({ group: of, status }) => group.vitals.includes(of) && status !== 'ok' && status !== 'off' && status !== 'unknown',
  )
  return (
    <details className={styles.group} open={group.open === true || wrong}>
      <summary>
        <h2>{group.title}</h2> <span>against the median and every other broker</span>
      </summary>
      <div className={styles.charts}>
        {told.map((chart) => (
          <Near key={chart.metric} heightPx={CHART_PX}>
            <SeriesPeers {...chart} cluster={cluster} broker={broker} size="low" events={marks} because={null} />
          </Near>
        ))}
      </div>
    </details>
  )
}

/** The reason, when it is the same for all. */
function sharedReason(reasons: readonly (string | null)[]): string | null {
  const [first = null] = reasons
  return reasons.every((reason) => reason === first) ? first : null
}
