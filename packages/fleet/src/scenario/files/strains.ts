import type { StrainCause } from '../../world/strain.ts'
import type { Scenario } from '../scenario.ts'

// What only metrics show: nothing is lost, no partition is in danger, and yet something is slow. And what looks like it.

const KRAFT = 'payments-eu'
const ZOOKEEPER = 'orders-legacy'

interface Slow {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly says: string
}

function strain(cluster: string, node: number, cause: StrainCause, words: Slow): Scenario {
  const { says, ...told } = words
  return {
    ...told,
    cluster,
    href: `/c/${cluster}/brokers/${node}`,
    severity: 'notable',
    lasts: '150s',
    steps: [{ at: '0s', do: 'strain', node, cause, says }],
  }
}

const PAYMENTS: readonly Scenario[] = [
  strain(KRAFT, 4, 'slow-disk', {
    name: 'slow-disk-on-broker-4',
    title: 'Slow disk on broker 4',
    text: 'Writes of broker 4 take many times as long: local time and log flushes rise, its disks are busy without a break. Producers of other brokers wait for its copies: their remote time rises.',
    says: 'The disks of broker 4 are slow',
  }),
  strain(KRAFT, 2, 'long-collections', {
    name: 'long-collections-on-broker-2',
    title: 'Heap full on broker 2',
    text: 'The heap of broker 2 stays nearly full after each collection, and Java stops again and again: some requests of every kind wait for it, at every stage.',
    says: 'Java on broker 2 does little but collect garbage',
  }),
  strain(KRAFT, 1, 'exhausted-handlers', {
    name: 'handlers-exhausted-on-broker-1',
    title: 'Request handlers exhausted on broker 1',
    text: 'Dear requests keep every request handler of broker 1 busy: requests queue up before them, while its network threads and disks have time.',
    says: 'The request handlers of broker 1 are all busy',
  }),
  strain(KRAFT, 5, 'lossy-network', {
    name: 'lossy-network-on-broker-5',
    title: 'Packets lost at broker 5',
    text: 'The network of broker 5 loses packets: its answers take long to send, segments are sent again, and producers of other brokers wait for its copies.',
    says: 'Packets of broker 5 get lost',
  }),
  strain(KRAFT, 6, 'starved-cpu', {
    name: 'cpu-taken-on-broker-6',
    title: "Broker 6's CPU is taken by something else",
    text: 'Another process takes most of the CPU of the host of broker 6: everything that the broker does takes longer, though it uses less CPU than the others.',
    says: 'Another process takes the CPU of broker 6',
  }),
  strain(KRAFT, 3, 'cold-reads', {
    name: 'cold-reads-on-broker-3',
    title: 'Old data read from broker 3',
    text: 'A consumer reads records of yesterday from broker 3: they are on disk only. The disk reads without a break, and fetches of other consumers wait with it.',
    says: 'Broker 3 reads old records from its disks',
  }),
  {
    name: 'controller-overloaded',
    title: 'Controller overloaded',
    text: 'Events wait for seconds before controller 3001 handles them: elections and new topics take as long.',
    cluster: KRAFT,
    href: `/c/${KRAFT}`,
    severity: 'notable',
    lasts: '150s',
    steps: [
      {
        at: '0s',
        do: 'strain',
        node: 3001,
        cause: 'overloaded-controller',
        says: 'Events queue up at controller 3001',
      },
    ],
  },
]

const ORDERS: readonly Scenario[] = [
  strain(ZOOKEEPER, 3, 'throttled-clients', {
    name: 'throttled-clients',
    title: 'Clients over their quota',
    text: 'Clients of broker 3 are over their quota and told to wait: throttle time rises, and nothing is wrong with the broker.',
    says: 'Broker 3 throttles clients',
  }),
  {
    name: 'zookeeper-slow',
    title: 'ZooKeeper answers slowly',
    text: 'Every answer of the ensemble comes 300 ms late: requests of brokers to ZooKeeper take as long, data goes on as before.',
    cluster: ZOOKEEPER,
    href: `/c/${ZOOKEEPER}`,
    severity: 'notable',
    lasts: '2m',
    steps: [{ at: '0s', do: 'slow-zookeeper', by: '300ms', says: 'The ensemble answers slowly' }],
  },
  {
    name: 'log-recovery-on-broker-2',
    title: 'Broker 2 recovers its logs',
    text: 'Broker 2 was killed and reads its logs through: its process lives and its exporter says so, but it serves nobody for over a minute.',
    cluster: ZOOKEEPER,
    href: `/c/${ZOOKEEPER}/brokers/2`,
    severity: 'severe',
    lasts: '75s',
    steps: [{ at: '0s', do: 'recover-logs', broker: 2, says: 'Broker 2 reads its logs through' }],
  },
  {
    name: 'everyone-busy',
    title: 'Everyone is busy',
    text: 'All topics get three times their traffic at once. Every broker carries more, and none more than the others: nobody is to blame.',
    cluster: ZOOKEEPER,
    href: `/c/${ZOOKEEPER}`,
    severity: 'notable',
    lasts: '3m',
    steps: [{ at: '0s', do: 'scale-traffic', times: 3, says: 'Three times the usual traffic everywhere' }],
  },
]

/** What metrics show of the demo's clusters that have exporters. */
export const STRAINS: readonly Scenario[] = [...PAYMENTS, ...ORDERS]
