import type { FreshnessState } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CountLink } from '../../ui/count-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { threeDigits } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import type { ClusterData } from './queries.ts'

/** The words name the feature again; beside its name the rest is enough. */
function withoutName({ name, words }: { name: string; words: string }): string {
  return words.startsWith(`${name} `) ? words.slice(name.length + 1) : words
}

/** What changes seldom: identity, size, balance, and what Perigee itself costs the cluster. */
export function ClusterFacts({ cluster, freshness }: { cluster: ClusterData; freshness: FreshnessState }) {
  const { name, cost, skew } = cluster
  const rows = (q: string) => hrefOf({ kind: 'partitions', cluster: name }, { q })
  const times = (ratio: number | null) => (ratio === null ? null : `${threeDigits(ratio)} × the mean`)
  return (
    <div className="three">
      <div>
        <SectionHead title="Facts" />
        <Facts
          freshness={freshness}
          facts={[
            ['Can lose', cluster.canLose],
            [
              'Topics',
              <CountLink
                unknown="word"
                key="topics"
                count={cluster.topics}
                href={hrefOf({ kind: 'topics', cluster: name }, { internal: 'show' })}
                label="topics"
              />,
            ],
            [
              'Partitions',
              <CountLink
                unknown="word"
                key="partitions"
                count={cluster.partitions}
                href={hrefOf({ kind: 'partitions', cluster: name })}
                label="partitions"
              />,
            ],
            ['Replicas', <Quantity key="replicas" value={cluster.replicas} />],
            ['Size on disk', <Quantity key="size" value={cluster.sizeBytes} kind="bytes" />],
            [
              'Being reassigned',
              <CountLink
                unknown="word"
                key="moving"
                count={cluster.reassigningPartitions}
                href={rows('is:reassigning')}
                label="partitions being reassigned"
              />,
            ],
            [
              'Rack violations',
              <CountLink
                unknown="word"
                key="racks"
                count={cluster.rackViolations}
                href={rows('is:rack-violation')}
                label="partitions with replicas sharing a rack"
              />,
            ],
            ['Most leaders on one', times(skew.leaders)],
            ['Most replicas on one', times(skew.replicas)],
            ['Most bytes on one', times(skew.bytes)],
          ]}
        />
      </div>
      <div>
        <SectionHead title="Identity" />
        <Facts
          freshness={freshness}
          facts={[
            [
              'Cluster id',
              cluster.clusterId === null ? null : (
                <span key="id" className="mono">
                  {cluster.clusterId}
                </span>
              ),
            ],
            ...cluster.features.map(
              (feature) => [feature.name, feature.level === null ? 'not finalized' : withoutName(feature)] as const,
            ),
            ['Read from', cluster.metadata.fromBroker === null ? null : `broker ${cluster.metadata.fromBroker}`],
          ]}
        />
      </div>
      <div>
        <SectionHead title="What Perigee costs it" />
        <Facts
          facts={[
            ['Requests', `${threeDigits(cost.requestsPerMinute)} a minute`],
            ['Bytes', <Quantity key="bytes" value={cost.bytesPerMinute} kind="bytes" />],
            [
              'Busiest',
              cost.busiestBroker === null
                ? undefined
                : `broker ${cost.busiestBroker}, ${threeDigits(cost.busiestRequestsPerMinute)} a minute`,
            ],
          ]}
        />
      </div>
    </div>
  )
}
