import { type Page, urlOf } from '@perigee/links'
import type { LoopKind } from '../../facts/state.ts'

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
}

export function titleOf(kind: LoopKind, brokerId: number | null): string {
  return brokerId === null ? KINDS[kind].title : `${KINDS[kind].title}, broker ${brokerId}`
}

/** What depends on a loop, as links. Of one broker's loop: that broker's page. */
export function dependantsOf(kind: LoopKind, cluster: string, brokerId: number | null) {
  if (brokerId !== null) {
    const page: Page = { kind: 'broker', cluster, broker: brokerId }
    return [{ text: `sizes and disks of broker ${brokerId}`, href: urlOf(page) }]
  }
  return KINDS[kind].dependants.map(([text, page]) => ({ text, href: urlOf({ kind: page, cluster }) }))
}
