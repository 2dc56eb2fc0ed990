import type { Scenario } from '../scenario.ts'
import { SEEN_FROM_OUTSIDE } from './seen-from-outside.ts'

const CLUSTER = 'orders-legacy'
const PAGE = `/c/${CLUSTER}`

/** What goes wrong in the cluster with ZooKeeper. */
export const ORDERS_LEGACY: readonly Scenario[] = [
  {
    name: 'broker-2-hangs',
    title: 'Broker 2 hangs',
    text: 'Broker 2 accepts connections and says nothing, as a paused process does. It is silent within seconds, and out of every ISR once its ZooKeeper session has ended.',
    cluster: CLUSTER,
    href: `${PAGE}/brokers/2`,
    severity: 'severe',
    lasts: '75s',
    steps: [{ at: '0s', do: 'lose-broker', broker: 2, as: 'hung', says: 'Broker 2 answers nothing more' }],
  },
  {
    name: 'disk-lost-on-broker-2',
    title: 'Disk lost on broker 2',
    text: 'The second log directory of broker 2 fails (error 56). The broker stays, its replicas there are offline; in the end the disk is replaced and the broker restarted.',
    cluster: CLUSTER,
    href: `${PAGE}/brokers/2`,
    severity: 'severe',
    lasts: '2m',
    steps: [
      { at: '0s', do: 'lose-disk', broker: 2, dir: 1, for: '95s', says: 'A disk of broker 2 has failed' },
      { at: '90s', do: 'lose-broker', broker: 2, as: 'stopped', for: '10s', says: 'Broker 2 restarts with a new disk' },
    ],
  },
  {
    name: 'rack-cut',
    title: 'Rack cut',
    text: 'The rack fra1-r3 cannot be reached: broker 3 and one ZooKeeper node are cut off. A majority of the ensemble goes on.',
    cluster: CLUSTER,
    href: `${PAGE}/brokers`,
    severity: 'severe',
    lasts: '90s',
    steps: [{ at: '0s', do: 'cut-rack', rack: 'fra1-r3', says: 'fra1-r3 is cut off' }],
  },
  {
    name: 'zookeeper-node-down',
    title: 'ZooKeeper node down',
    text: 'One of three ZooKeeper nodes ends. The ensemble keeps its majority and brokers notice nothing; one more must not go.',
    cluster: CLUSTER,
    href: PAGE,
    severity: 'mild',
    lasts: '90s',
    steps: [{ at: '0s', do: 'lose-zookeeper', node: 2, as: 'down', says: 'ZooKeeper node 2 has ended' }],
  },
  {
    name: 'hot-topic',
    title: 'Hot topic',
    text: 'basket-events gets eight times its traffic: rates and sizes rise, its brokers carry more than the others.',
    cluster: CLUSTER,
    href: `${PAGE}/topics/basket-events`,
    severity: 'notable',
    lasts: '3m',
    steps: [
      { at: '0s', do: 'hot-topic', topic: 'basket-events', times: 8, says: 'basket-events is eight times as busy' },
    ],
  },
  {
    name: 'consumer-stops',
    title: 'Consumer stops',
    text: 'All members of warehouse-sync leave: the group is Empty, what it has committed stays, its lag grows. No page shows groups yet; kafka-consumer-groups --describe does.',
    cluster: CLUSTER,
    href: SEEN_FROM_OUTSIDE,
    severity: 'notable',
    lasts: '100s',
    steps: [{ at: '0s', do: 'stop-group', group: 'warehouse-sync', says: 'warehouse-sync has no members' }],
  },
]
