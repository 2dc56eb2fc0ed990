import type { EndOffsetFacts, TopologyFacts } from '@perigee/domain'
import type { Outcome } from '@perigee/sources'
import { beforeAll, describe, expect, it } from 'vitest'
import { COLLECTORS, type CollectorName } from './collectors.ts'
import { CODES, filed } from './kafka-codes.ts'
import { leavesNothing } from './leaves-nothing.ts'
import { openRig, type Rig } from './rig.ts'
import { connectionsLeft, warmUp } from './rows.ts'
import { failuresOf, verdictOf } from './verdict.ts'

// Every error code of Kafka in every place of an answer that has room for one.

interface Place {
  /** As `DescribeQuorum: the whole answer`. */
  readonly where: string
  readonly collector: CollectorName
  /** API key, topic (or directory), partition; null for the levels above. */
  readonly rules: readonly (readonly [apiKey: number, topic: string | null, partition: number | null])[]
  /** In the words of the tables. */
  readonly told: (code: number) => string
}

const METADATA = 3
const LIST_OFFSETS = 2
const API_VERSIONS = 18
const DESCRIBE_CONFIGS = 32
const DESCRIBE_LOG_DIRS = 35
const LIST_PARTITION_REASSIGNMENTS = 46
const DESCRIBE_QUORUM = 55
const DESCRIBE_CLUSTER = 60

const whole = (code: number) => filed(code)
const gap = (code: number) => `gap:${filed(code)}`
const inTheValue = () => 'ok'
/** A topic that was deleted a moment ago is no gap. */
const gapUnlessGone = (code: number) => (code === 3 ? 'ok' : gap(code))
/** "Unsupported" from ApiVersions means: ask in another version. Refusing all of them is no Kafka. */
const wholeOrNoKafka = (code: number) => (code === 35 ? 'garbage' : whole(code))

const PLACES: readonly Place[] = [
  place('ApiVersions: the whole', 'log-dirs', [[API_VERSIONS, null, null]], wholeOrNoKafka),
  place('DescribeCluster: the whole; Metadata says the same', 'registry', [[DESCRIBE_CLUSTER, null, null]], inTheValue),
  place(
    'DescribeCluster and Metadata: the whole',
    'registry',
    [
      [DESCRIBE_CLUSTER, null, null],
      [METADATA, null, null],
    ],
    whole,
  ),
  place('DescribeQuorum: the whole, for the controller', 'registry', [[DESCRIBE_QUORUM, null, null]], gap),
  place('DescribeQuorum: the whole', 'quorum', [[DESCRIBE_QUORUM, null, null]], whole),
  place('DescribeQuorum: the partition', 'quorum', [[DESCRIBE_QUORUM, '__cluster_metadata', 0]], whole),
  place('Metadata: the whole', 'topology', [[METADATA, null, null]], whole),
  place('Metadata: a topic', 'topology', [[METADATA, 'orders', null]], inTheValue),
  place('Metadata: a partition', 'topology', [[METADATA, 'orders', 2]], inTheValue),
  place('ListPartitionReassignments: the whole', 'topology', [[LIST_PARTITION_REASSIGNMENTS, null, null]], gap),
  place('DescribeConfigs: a topic', 'topic-configs', [[DESCRIBE_CONFIGS, 'orders', null]], gapUnlessGone),
  place('DescribeConfigs: the broker', 'broker-configs', [[DESCRIBE_CONFIGS, null, null]], whole),
  place('DescribeLogDirs: the whole', 'log-dirs', [[DESCRIBE_LOG_DIRS, null, null]], whole),
  place('DescribeLogDirs: a directory', 'log-dirs', [[DESCRIBE_LOG_DIRS, '/var/lib/kafka/data', null]], gap),
  place('ListOffsets: a partition', 'end-offsets', [[LIST_OFFSETS, 'orders', 2]], gap),
]

function place(where: string, collector: CollectorName, rules: Place['rules'], told: Place['told']): Place {
  return { where, collector, rules, told }
}

leavesNothing()
beforeAll(warmUp)

describe.concurrent('every error code of Kafka', () => {
  it.each(PLACES)('$where → $collector', async ({ collector, rules, told, where }) => {
    await using rig = await openRig()
    // ApiVersions is asked first thing on a connection: there each reading needs one of its own.
    let source = rig.open()
    for (const code of CODES) {
      if (where.startsWith('ApiVersions')) {
        await source.close()
        source = rig.open()
      }
      const lifts = rig.nodes.flatMap(({ errors }) =>
        rules.map(([apiKey, topic, partition]) => errors.add({ apiKey, topic, partition, code })),
      )
      const outcome = await COLLECTORS[collector](source, rig.known)
      expect({ code, told: verdictOf(collector, outcome) }).toEqual({ code, told: told(code) })
      for (const failure of failuresOf(collector, outcome)) expect(failure.message).not.toMatch(/undefined|NaN/)
      if (where === 'Metadata: a topic') expect(errorsOf(outcome)).toEqual([['orders', code]])
      if (where === 'Metadata: a partition') expect(errorsOf(outcome)).toEqual([['orders-2', code]])
      if (where === 'ListOffsets: a partition') expect(unknownRows(outcome)).toEqual(['orders-2'])
      for (const lift of lifts) lift()
    }
    expect(verdictOf(collector, await COLLECTORS[collector](source, rig.known))).toBe('ok')
    await source.close()
    await endsWell(rig)
  })
})

async function endsWell(rig: Rig): Promise<void> {
  expect({ connections: await connectionsLeft(rig), mistakes: rig.mistakes() }).toEqual({ connections: 0, mistakes: 0 })
}

/** Topics and partitions that carry an error, with it. */
function errorsOf(outcome: Outcome<unknown>): [string, number][] {
  if (!outcome.ok) return []
  const { topics, partitions } = (outcome.value as TopologyFacts).topology
  const ofTopics = topics.names.map((name, t): [string, number] => [name, topics.errors[t] ?? 0])
  const ofPartitions = Array.from(partitions.error, (code, row): [string, number] => {
    return [`${topics.names[partitions.topic[row] ?? -1]}-${partitions.id[row]}`, code]
  })
  return [...ofTopics, ...ofPartitions].filter(([, code]) => code !== 0)
}

/** Partitions whose end nobody told. */
function unknownRows(outcome: Outcome<unknown>): string[] {
  if (!outcome.ok) return ['everything']
  const { topology, endOffset } = outcome.value as EndOffsetFacts
  const { topics, partitions } = topology
  return [...endOffset].flatMap((offset, row) =>
    offset < 0n ? [`${topics.names[partitions.topic[row] ?? -1]}-${partitions.id[row]}`] : [],
  )
}
