import type { FreshnessState } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CountLink } from '../../ui/count-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { threeDigits } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import styles from './cluster-facts.module.css'
import type { ClusterData } from './queries.ts'

/** The words name the feature again; beside its name the rest is enough. */
function withoutName({ name, words }: { name: string; words: string }): string {
  return words.startsWith(`${name} `) ? words.slice(name.length + 1) : words
}

interface FactsPart {
  readonly cluster: ClusterData
  readonly freshness: FreshnessState
}

/** What changes seldom: size, balance, identity, and what Perigee itself costs the cluster. */
export function ClusterFacts({ cluster, freshness }: FactsPart) {
  return (
    <div className={`three ${styles.facts}`}>
      <div>
        <SectionHead title="Facts" />
        <SizeFacts cluster={cluster} freshness={freshness} />
      </div>
      <div>
        <SectionHead title="Identity" />
        <IdentityFacts cluster={cluster} freshness={freshness} />
      </div>
      <div>
        <SectionHead title="What Perigee costs it" />
        <CostFacts cluster={cluster} />
      </div>
    </div>
  )
}

function SizeFacts({ cluster, freshness }: FactsPart) {
  const { name, skew } = cluster
  const rows = (q?: string) => hrefOf({ kind: 'partitions', cluster: name }, q === undefined ? {} : { q })
  const topics = hrefOf({ kind: 'topics', cluster: name }, { internal: 'show' })
  const count = (many: number | null, href: string, label: string) => (
    <CountLink key={label} unknown="word" count={many} href={href} label={label} />
  )
  const times = (ratio: number | null) => (ratio === null ? null : `${threeDigits(ratio)} × the mean`)
  return (
    <Facts
      freshness={freshness}
      facts={[
        ['Can lose', cluster.canLose],
        ['Topics', count(cluster.topics, topics, 'topics')],
        ['Partitions', count(cluster.partitions, rows(), 'partitions')],
        ['Replicas', <Quantity key="replicas" value={cluster.replicas} />],
        ['Size on disk', <Quantity key="size" value={cluster.sizeBytes} kind="bytes" />],
        ['Being reassigned', count(cluster.reassigningPartitions, rows('is:reassigning'), 'being reassigned')],
        [
          'Non-preferred leaders',
          count(cluster.nonPreferredLeaders, rows('is:non-preferred'), 'led by another than the preferred'),
        ],
        ['Rack violations', count(cluster.rackViolations, rows('is:rack-violation'), 'with copies sharing a rack')],
        ['Most leaders on one', times(skew.leaders)],
        ['Most replicas on one', times(skew.replicas)],
        ['Most bytes on one', times(skew.bytes)],
      ]}
    />
  )
}

function IdentityFacts({ cluster: { clusterId, features, metadata }, freshness }: FactsPart) {
  const id = (
    <span key="id" className="mono">
      {clusterId}
    </span>
  )
  return (
    <Facts
      freshness={freshness}
      facts={[
        ['Cluster id', clusterId === null ? null : id],
        ...features.map(
          (feature) => [feature.name, feature.level === null ? 'not finalized' : withoutName(feature)] as const,
        ),
        ['Read from', metadata.fromBroker === null ? null : `broker ${metadata.fromBroker}`],
      ]}
    />
  )
}

function CostFacts({ cluster: { cost } }: Pick<FactsPart, 'cluster'>) {
  const { busiestBroker, busiestRequestsPerMinute } = cost
  return (
    <Facts
      facts={[
        ['Requests', `${threeDigits(cost.requestsPerMinute)} a minute`],
        ['Bytes a minute', <Quantity key="bytes" value={cost.bytesPerMinute} kind="bytes" />],
        [
          'Busiest',
          busiestBroker === null
            ? undefined
            : `broker ${busiestBroker}, ${threeDigits(busiestRequestsPerMinute)} a minute`,
        ],
      ]}
    />
  )
}
