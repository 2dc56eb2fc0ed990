import { pagesOf, problem } from './pages.ts'
import type { ShownScenario } from './shown-scenario.ts'
import { above, has, saying } from './told.ts'

const cluster = 'orders-legacy'
const page = pagesOf(cluster)

export const ORDERS_LEGACY: readonly (readonly ShownScenario[])[] = [
  [
    {
      name: 'broker-2-hangs',
      cluster,
      pages: [
        page.overview('what it alone had is offline', {
          ...{ status: 'critical', brokers: { up: 2, expected: 3 }, offlinePartitions: above(0) },
          ...problem('broker-down:2'),
        }),
        page.cluster('the sentence says why', {
          sentence: { strong: saying(/offline/), rest: saying(/because broker 2 is down/) },
        }),
        page.broker(2, 'it is down, and does not answer', { word: 'Down', reasons: has(saying(/not registered/)) }),
        page.partitions('is:offline', 'which ones', { matched: above(0) }),
        page.partitions('out-of-sync:2', 'its replicas are out of sync', { matched: above(100) }),
        page.topic('old-catalog-export', 'the topic that had a part there', {
          status: 'critical',
          offlinePartitions: above(0),
        }),
        page.sources('its disks are not told', { target: saying(/broker 2/), state: saying(/^(late|lost|partial)$/) }),
      ],
    },
  ],
  [
    {
      name: 'disk-lost-on-broker-2',
      cluster,
      pages: [
        page.overview('a disk is lost', { status: 'critical', ...problem('broker-disk-offline:2') }),
        page.cluster('the sentence says why', { sentence: { rest: saying(/because broker 2 has lost a disk/) } }),
        page.broker(2, 'one of two directories is offline, the broker is there', {
          ...{ word: 'Disk offline', registered: true, offlineLogDirs: 1 },
          logDirDetails: has({ path: saying(/data-2/), status: 'critical' }),
        }),
        page.partitions('out-of-sync:2', 'the replicas that were there', { matched: above(100) }),
      ],
    },
  ],
  [
    {
      name: 'rack-cut',
      cluster,
      pages: [
        page.overview('a broker and a ZooKeeper node are gone', {
          status: saying(/critical|warning/),
          brokers: { up: 2, expected: 3 },
          quorum: { up: 2, expected: 3 },
          ...problem('broker-down:3'),
        }),
        page.overview('which node', problem(saying(/^zookeeper-node:/))),
        page.cluster('two of three nodes serve', { zookeeperNodes: has({ status: saying(/critical|warning/) }) }),
        page.broker(3, 'it is down', { word: 'Down' }),
        page.sources('what cannot be read', { target: saying(/broker 3/), state: saying(/^(late|lost|partial)$/) }),
      ],
    },
  ],
  [
    {
      name: 'zookeeper-node-down',
      cluster,
      pages: [
        page.overview('one node does not answer', {
          status: 'warning',
          quorum: { up: 2, expected: 3 },
          brokers: { up: 3 },
          offlinePartitions: 0,
          ...problem(saying(/^zookeeper-node:/)),
        }),
        page.cluster('which node, and that no other may go', {
          ...{ zookeeperNodes: has({ status: saying(/critical|warning/), role: null }) },
          problems: has({ text: saying(/2 of 3 nodes serve; one more loss stops elections/) }),
        }),
      ],
    },
    {
      name: 'hot-topic',
      cluster,
      pages: [
        page.topic('basket-events', 'it is busier than it ever is by itself', {
          messagesInPerSecond: above(8 * 210 * 0.3),
        }),
      ],
    },
  ],
]
