import { hrefOf } from '../../app/view.ts'
import { classNames } from '../../ui/class-names.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import styles from './leader-bars.module.css'
import type { TopicData } from './queries.ts'

type Bar = TopicData['leadersPerBroker'][number]

interface TopicLeadersProps {
  readonly cluster: string
  readonly data: TopicData
}

/** Who leads: one bar per broker that holds replicas; each opens the partitions it leads. */
export function TopicLeaders({ cluster, data }: TopicLeadersProps) {
  const bars = data.leadersPerBroker
  const most = Math.max(1, ...bars.map(({ leaders }) => leaders))
  const href = (broker: number) => hrefOf({ kind: 'partitions', cluster }, { q: `topic:${data.name} leader:${broker}` })
  return (
    <div>
      <SectionHead title="Who leads" note={leadersNote(bars)} />
      {bars.length === 0 ? (
        <p className="note">Who leads is not known.</p>
      ) : (
        <div className={styles.bars}>
          {bars.map(({ broker, leaders, replicas }) => (
            <a
              key={broker}
              className={classNames(styles.bar, leaders === 0 && styles.idle)}
              href={href(broker)}
              title={`broker ${broker}: leads ${leaders} of its ${replicas} replicas`}
            >
              <span className="sr">Broker {broker} leads </span>
              {leaders}
              <span className="sr"> of its {replicas} replicas</span>
              <span className={styles.column} aria-hidden="true">
                <span className={styles.fill} style={{ height: `${(leaders / most) * 100}%` }} />
              </span>
              <span className={styles.id} aria-hidden="true">
                {broker}
              </span>
            </a>
          ))}
        </div>
      )}
    </div>
  )
}

function leadersNote(bars: readonly Bar[]): string {
  const led = bars.reduce((sum, { leaders }) => sum + leaders, 0)
  const fair = bars.length === 0 ? 0 : led / bars.length
  const idle = bars.filter(({ leaders }) => leaders === 0).length
  const idleWords = idle === 0 ? '' : `; ${idle === 1 ? 'one broker leads' : `${idle} brokers lead`} none`
  return `${led} leaders, fair share ${fair.toFixed(fair < 10 ? 1 : 0)}${idleWords}`
}
