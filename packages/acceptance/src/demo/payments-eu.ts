import { pagesOf, problem } from './pages.ts'
import type { ShownScenario } from './shown-scenario.ts'
import { above, has, saying } from './told.ts'

const cluster = 'payments-eu'
const page = pagesOf(cluster)

/** Played together: they touch different things. */
export const PAYMENTS_EU: readonly (readonly ShownScenario[])[] = [
  [
    {
      name: 'controller-moves',
      cluster,
      pages: [
        page.cluster('a change says from where to where', {
          changes: has({ text: saying(/^Controller moved from \d+ to \d+$/) }),
        }),
        page.cluster('an epoch later another one leads', { controller: { epoch: above(1), status: 'ok' } }),
      ],
    },
    {
      name: 'reassignment',
      cluster,
      pages: [
        page.overview('partitions are on the move', { status: 'busy', reassigningPartitions: above(10) }),
        page.cluster('the sentence counts them', { sentence: { strong: saying(/^\d+ partitions are being moved$/) } }),
        page.partitions('is:reassigning', 'which ones', { matched: above(10) }),
      ],
    },
    {
      name: 'slow-broker',
      cluster,
      pages: [
        page.broker(6, 'its answers take long, and nothing else is wrong', {
          ...{
            status: 'ok',
            latencyMs: above(800),
            measures: has({ measure: 'Answer time', value: above(800), rank: 1, status: 'warning' }),
          },
        }),
      ],
    },
  ],
  [
    {
      name: 'broker-3-dies',
      cluster,
      pages: [
        page.overview('the broker is down, and nothing worse', {
          ...{ status: 'warning', brokers: { up: 5, expected: 6 }, offlinePartitions: 0, underMinIsrPartitions: 0 },
          ...{ underReplicatedPartitions: above(100), ...problem('broker-down:3') },
        }),
        page.cluster('the sentence names it', {
          sentence: { strong: 'Broker 3 is down' },
          brokerCells: has({ id: 3, word: 'Down' }),
        }),
        page.cluster('it is a change', { changes: has({ text: 'Broker 3 is down' }) }),
        page.broker(3, 'it is down and leads nothing', {
          word: 'Down',
          registered: false,
          leaders: 0,
          sentence: { strong: 'Broker 3 is down' },
        }),
        page.partitions('out-of-sync:3', 'its replicas are out of sync', { matched: above(100) }),
        page.durability('copies are missing', { now: { degradedPartitions: above(100), offlinePartitions: 0 } }),
        page.sources('its disks are not told', { target: saying(/broker 3/), state: saying(/^(late|lost|partial)$/) }),
      ],
    },
  ],
  [
    {
      name: 'disk-fills-on-broker-3',
      cluster,
      pages: [
        page.overview('less and less is left', problem('disk-full')),
        page.cluster('which volume', { disks: { fullestBroker: 3, fullestRatio: above(0.85) } }),
        page.broker(3, 'one of its measures warns', { measures: has({ measure: 'Fullest disk', status: 'warning' }) }),
        page.overview('then the directory is lost', problem('broker-disk-offline:3')),
        page.broker(3, 'then one of two directories is offline', {
          word: 'Disk offline',
          registered: true,
          offlineLogDirs: 1,
        }),
        page.partitions('out-of-sync:3', 'its replicas there are out of sync', { matched: above(10) }),
      ],
    },
    {
      name: 'slow-follower',
      cluster,
      pages: [
        page.overview('replicas are missing from ISRs', {
          underReplicatedPartitions: above(0),
          ...problem('brokers-lagging'),
        }),
        page.broker(5, 'it does not keep up', { word: 'Out of sync', outOfSyncReplicas: above(0), registered: true }),
        page.partitions('out-of-sync:5', 'the partitions in which it lags', { matched: above(0) }),
      ],
    },
  ],
  [
    {
      name: 'data-centre-cut',
      cluster,
      pages: [
        page.overview('two brokers are gone, and all partitions take writes', {
          ...{ status: 'warning', brokers: { up: 4, expected: 6 }, quorum: { up: 2, expected: 3 } },
          ...{ offlinePartitions: 0, underMinIsrPartitions: 0, underReplicatedPartitions: above(500) },
          ...problem('rack-down:eu-north'),
        }),
        page.overview('a controller is missing', problem('voters-missing:3003')),
        page.cluster('the data centre is named', { sentence: { strong: 'All 2 brokers of rack eu-north are down' } }),
        page.broker(5, 'it is down', { word: 'Down' }),
        page.broker(6, 'it is down', { word: 'Down' }),
        page.durability('nothing more may go', { canLose: 'nothing', now: { degradedPartitions: above(500) } }),
      ],
    },
  ],
  [
    {
      name: 'controller-quorum-lost',
      cluster,
      pages: [
        page.overview('nobody controls, in the end for certain', { status: 'critical', ...problem('quorum-lost') }),
        page.cluster('no controller is known', { controller: { id: null, status: 'critical' } }),
        page.cluster('the sentence says it', {
          sentence: { strong: saying(/No controller answers|has no controller/) },
        }),
        page.sources('the quorum is not told', { kind: 'kafka.quorum', state: saying(/^(late|lost|partial)$/) }),
      ],
    },
  ],
  [
    {
      name: 'metadata-is-behind',
      cluster,
      pages: [
        page.overview('a broker is behind', problem('broker-behind:4')),
        page.cluster('which one, and by how much', {
          metadata: { behind: has({ broker: 4, text: saying(/metadata is \d+ s old|it lists/) }) },
        }),
        page.broker(4, 'its metadata is old', { word: 'Behind', status: 'warning' }),
      ],
    },
  ],
]
