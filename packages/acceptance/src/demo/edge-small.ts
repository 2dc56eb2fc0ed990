import { pagesOf, problem } from './pages.ts'
import type { ShownScenario } from './shown-scenario.ts'
import { above, has, saying } from './told.ts'

const cluster = 'edge-small'
const page = pagesOf(cluster)
const RESTARTED = [1, 2, 3]

export const EDGE_SMALL: readonly (readonly ShownScenario[])[] = [
  [
    {
      name: 'rolling-restart',
      cluster,
      pages: RESTARTED.flatMap((id) => [
        page.overview(`broker ${id} is away`, { brokers: { up: 2, expected: 3 }, ...problem(`broker-down:${id}`) }),
        page.broker(id, 'it is down, and somebody else leads', { word: 'Down', leaders: 0 }),
        page.cluster('it is a change', { changes: has({ text: `Broker ${id} is down` }) }),
      ]),
    },
  ],
  [
    {
      name: 'topic-recreated',
      cluster,
      pages: [
        page.topic('alarms', 'it is not there', { httpStatus: 404 }),
        page.topics('alarms', 'no list has it', { matched: 0 }),
        page.topic('alarms', 'then it is there again, and empty', {
          partitionRows: has({ endOffset: saying(/^\d{1,2}$/) }),
        }),
      ],
    },
    {
      name: 'topic-created',
      cluster,
      pages: [
        page.topics('site.bremen', 'the list has it', { matched: 1 }),
        page.topic('site.bremen.telemetry', 'it is there, with traffic', {
          ...{ partitions: 6, messagesInPerSecond: above(0) },
        }),
        page.topic('site.bremen.telemetry', 'it has more partitions', { partitions: 12 }),
      ],
    },
  ],
  [
    {
      name: 'unclean-election',
      cluster,
      pages: [
        page.overview('followers fall behind', problem('brokers-lagging')),
        page.overview('the only one in sync is gone', {
          status: 'critical',
          offlinePartitions: above(0),
          ...problem('broker-down:1'),
        }),
        page.topic('sensors.vibration.v1', 'nobody may lead it', { offlinePartitions: above(0), status: 'critical' }),
        page.topic('sensors.vibration.v1', 'then a replica leads that was not in sync', {
          ...{
            offlinePartitions: 0,
            underReplicatedPartitions: above(0),
            partitionRows: has({ inSync: 1, leader: above(1) }),
          },
        }),
      ],
    },
  ],
]
