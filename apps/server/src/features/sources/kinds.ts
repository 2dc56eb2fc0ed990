import { type Page, urlOf } from '@perigee/links'
import type { LoopKind, LoopState } from '../../facts/state.ts'

interface Kind {
  readonly title: string
  /** What goes blind without it: words, and the page that shows it. */
  readonly dependants: readonly (readonly [
    text: string,
    page: 'cluster' | 'brokers' | 'topics' | 'partitions' | 'durability',
  ])[]
}

const KINDS: Readonly<Record<LoopKind, Kind>> = {
  'kafka.registry': {
    title: 'Brokers and controller',
    dependants: [
      ['cluster', 'cluster'],
      ['brokers', 'brokers'],
      ['topics', 'topics'],
    ],
  },
  'kafka.quorum': { title: 'Controller quorum', dependants: [['quorum, controller', 'cluster']] },
  'kafka.topology': {
    title: 'Topics and partitions',
    dependants: [
      ['topics', 'topics'],
      ['partitions', 'partitions'],
      ['durability', 'durability'],
    ],
  },
  'kafka.log-dirs': { title: 'Log directories', dependants: [['sizes and disks', 'topics']] },
  'kafka.topic-configs': {
    title: 'Topic settings',
    dependants: [
      ['min ISR, retention', 'topics'],
      ['under min ISR', 'cluster'],
    ],
  },
  'kafka.broker-configs': { title: 'Broker settings', dependants: [['broker settings', 'brokers']] },
  'kafka.end-offsets': { title: 'End offsets', dependants: [['message rates', 'topics']] },
  zookeeper: { title: 'ZooKeeper', dependants: [['quorum', 'cluster']] },
  'zookeeper.ensemble': { title: 'ZooKeeper in depth', dependants: [['quorum', 'cluster']] },
  'metrics.discovery': { title: 'Discovery of exporters', dependants: [['charts', 'cluster']] },
  'metrics.exporter': { title: 'Exporter', dependants: [['charts', 'cluster']] },
  'metrics.prometheus': { title: 'Prometheus', dependants: [['charts', 'cluster']] },
}

/** Title of a loop's row: `Log directories, broker 3`, `Exporter, host of broker 3`. */
export function titleOf({ id, kind, brokerId }: Pick<LoopState, 'id' | 'kind' | 'brokerId'>): string {
  const { title } = KINDS[kind]
  if (kind === 'metrics.exporter') return `${title}, ${exporterWords(id)}`
  return brokerId === null ? title : `${title}, broker ${brokerId}`
}

/** Whom it speaks for, by the end of its loop's id: `…/broker/3`, `…/host/3`, `…/?/10.0.0.7:7071`. */
function exporterWords(loopId: string): string {
  const [role, node] = loopId.split('/').slice(-2)
  if (role === '?') return 'not matched to a node'
  return role === 'host' ? `host of broker ${node}` : `${role} ${node}`
}

/** What depends on a loop, as links. Of one broker's loop: that broker's page. */
export function dependantsOf(kind: LoopKind, cluster: string, brokerId: number | null) {
  if (brokerId !== null) {
    const what = kind === 'metrics.exporter' ? 'charts' : 'sizes and disks'
    const page: Page = { kind: 'broker', cluster, broker: brokerId }
    return [{ text: `${what} of broker ${brokerId}`, href: urlOf(page) }]
  }
  return KINDS[kind].dependants.map(([text, page]) => ({ text, href: urlOf({ kind: page, cluster }) }))
}
