// A small cluster at the edge: three nodes that are brokers and controllers at once, the newest release.
import type { ClusterSpec, GroupSpec } from '../../world/cluster-spec.ts'
import type { Random } from '../../world/random.ts'
import { diskBytesFor, type TopicRow, topicSpecs } from '../topic-row.ts'

const HOUR_MS = 3_600_000
const DISKS = 3
const SITES = [
  'hamburg',
  'rotterdam',
  'antwerp',
  'gdansk',
  'genoa',
  'valencia',
  'piraeus',
  'aarhus',
  'lisbon',
  'tallinn',
]

const OTHERS: readonly TopicRow[] = [
  { name: 'sensors.temperature.v1', partitions: 12, rate: 60, recordBytes: 110, keep: 24 },
  { name: 'sensors.vibration.v1', partitions: 12, rate: 85, recordBytes: 160, keep: 12, minIsr: 1 },
  { name: 'alarms', partitions: 3, rate: 0.2, keep: 24 * 30 },
  { name: 'devices.registry', partitions: 6, rate: 0.5, keep: 'compact' },
  { name: 'firmware.rollouts', partitions: 1, rate: 0.01, keep: 'compact' },
  { name: 'uplink.outbox', partitions: 6, rate: 30, keep: 24 },
  { name: 'uplink.dlq', partitions: 1, rate: 0.005, keep: 24 * 14 },
  { name: 'debug', partitions: 1, rf: 1, rate: 0.1, keep: 6 },
]

const GROUPS: readonly GroupSpec[] = [
  {
    id: 'edge-uplink',
    type: 'consumer',
    topics: ['sensors.temperature.v1', 'uplink.outbox'],
    members: 3,
    lagMs: 1_000,
  },
  { id: 'alarm-pager', type: 'consumer', topics: ['alarms'], members: 1, lagMs: 300 },
  { id: 'vibration-model', type: 'consumer', topics: ['sensors.vibration.v1'], members: 2, lagMs: 2_500 },
  { id: 'device-twin', type: 'classic', topics: ['devices.registry'], members: 1, lagMs: 600 },
  { id: 'replay-test', type: 'classic', topics: ['alarms'], members: 0, lagMs: 30 * HOUR_MS },
]

export function edgeSmall({ random, now }: { random: Random; now: number }): ClusterSpec {
  const rows: readonly TopicRow[] = [
    ...OTHERS,
    ...SITES.flatMap((site): TopicRow[] => [
      { name: `site.${site}.telemetry`, partitions: 12, rate: 25, recordBytes: 140, keep: 12 },
      { name: `site.${site}.commands`, partitions: 6, rate: 0.4, keep: 24 },
      { name: `site.${site}.state`, partitions: 6, rate: 3, keep: 'compact' },
      { name: `site.${site}.gate-events`, partitions: 6, rate: 4, keep: 72 },
    ]),
  ]
  const topics = topicSpecs(rows, { random, now, curves: [{ amplitude: 0.3, peakMs: 10 * HOUR_MS }] })
  return {
    name: 'edge-small',
    mode: 'kraft',
    release: '4.3',
    dataCentres: [{ name: 'edge', racks: ['edge-1', 'edge-2', 'edge-3'], brokers: 3 }],
    topics,
    groups: GROUPS,
    diskBytes: diskBytesFor(topics, DISKS),
  }
}
