import type { ClusterSummary, Envelope } from '@perigee/contract'
import type { ReactNode } from 'react'
import { hrefOf } from '../../app/view.ts'
import { useFreshness } from '../../ui/age-stamp.tsx'
import { Since } from '../../ui/cause-list.tsx'
import { ChangeLog } from '../../ui/change-log.tsx'
import { classNames } from '../../ui/class-names.ts'
import { joint } from '../../ui/join-words.ts'
import { LostValue } from '../../ui/lost-value.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { STATUS_WORDS, StatusShape } from '../../ui/status-shape.tsx'
import { UpOfCell } from '../../ui/up-of.tsx'
import type { OverviewData } from './queries.ts'
import { WallClock } from './wall-clock.tsx'
import './wall.css'

/** Troubled clusters that fit a screen; the rest are counted, never dropped silently. */
const SPOKEN = 5

/** The overview for a wall: read from four metres, no controls, nothing rotates. */
export function Wall({ overview: { data } }: { overview: Envelope<OverviewData> }) {
  const troubled = data.clusters.filter(
    ({ status }) => status === 'critical' || status === 'warning' || status === 'unknown',
  )
  const spoken = troubled.slice(0, SPOKEN)
  const rest = data.clusters.filter((cluster) => !spoken.includes(cluster))
  return (
    <div className="wall">
      <header className="wtop">
        <h1>
          <StatusShape status={data.sentence.status} title={STATUS_WORDS[data.sentence.status]} />
          <span>
            {data.sentence.strong}
            {joint(data.sentence.strong, data.sentence.rest)}
            {data.sentence.rest}
          </span>
        </h1>
        <WallClock />
      </header>
      <div className="wmain">
        <div>
          {spoken.map((cluster) => (
            <WallRow key={cluster.name} cluster={cluster} />
          ))}
          <div className="wok">
            {rest.map((cluster) => (
              <p key={cluster.name}>
                <StatusShape status={cluster.status} title={STATUS_WORDS[cluster.status]} />
                <b>{cluster.name}</b>
                <span>
                  <UpOfCell
                    upOf={cluster.brokers}
                    href={hrefOf({ kind: 'brokers', cluster: cluster.name })}
                    what="brokers"
                  />
                </span>
              </p>
            ))}
          </div>
        </div>
        <aside>
          <h2>Last changes</h2>
          <ChangeLog changes={data.changes.slice(0, 9)} />
        </aside>
      </div>
    </div>
  )
}

function WallRow({ cluster }: { cluster: ClusterSummary }) {
  const freshness = useFreshness(cluster.observedAt, cluster.expectedIntervalMs)
  const { name, status, since, problems } = cluster
  return (
    <section className={classNames('wrow', status)}>
      <div>
        <StatusPill status={status} />
        {since !== null && (
          <small>
            for <Since instant={since} />
          </small>
        )}
      </div>
      <div>
        <h2>{name}</h2>
        <p>
          {problems
            .slice(0, 2)
            .map(({ title }) => `${title}.`)
            .join(' ')}
        </p>
      </div>
      <dl>
        {wallFacts(cluster).map(([title, value, bad]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd className={bad ? 'bad' : undefined}>
              <LostValue freshness={freshness}>{value}</LostValue>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Four facts, readable from afar; the third part says that the value is trouble. */
function wallFacts(cluster: ClusterSummary): readonly (readonly [string, ReactNode, boolean])[] {
  const { name, status, brokers, canLose, survivableBrokerLosses, offlinePartitions, underMinIsrPartitions } = cluster
  const href = hrefOf({ kind: 'brokers', cluster: name })
  const some = (count: number | null) => count !== null && count > 0
  return [
    ['Brokers', <UpOfCell key="brokers" upOf={brokers} href={href} what="brokers" />, false],
    ['Can lose', canLose ?? <Unknown key="lose" />, survivableBrokerLosses === 0 && status !== 'unknown'],
    ['Offline partitions', <Quantity key="offline" value={offlinePartitions} />, some(offlinePartitions)],
    ['Under min ISR', <Quantity key="isr" value={underMinIsrPartitions} />, some(underMinIsrPartitions)],
  ]
}
