import type { BrokerFact, RegistryFacts } from '@perigee/domain'
import { expect, test } from 'vitest'
import { type FakeBroker, type FakeReply, type Offer, type Script, startFakeBroker } from '../broker.fake.ts'
import recorded from '../messages/recorded-answers.json' with { type: 'json' }
import { openKafka } from '../open-kafka.ts'
import type { KafkaSource } from '../source.ts'
import { WireWriter } from '../wire/wire-writer.ts'

// One broker that gives prepared answers: what collectors make of refusals, odd answers and missing parts.

const OFFER: Offer = [
  [3, 0, 12],
  [18, 0, 3],
  [32, 0, 4],
  [35, 0, 1],
  [46, 0, 0],
  [55, 0, 1],
]
const never = () => new AbortController().signal

function answering(answers: Readonly<Record<number, Buffer>>, tagged: readonly number[] = [3, 32, 46, 55]): Script {
  return ({ key }): FakeReply | undefined => {
    const answer = answers[key]
    return answer && { answer, taggedHeader: tagged.includes(key) }
  }
}

function brokerFact(id: number, port: number, over: Partial<BrokerFact> = {}): BrokerFact {
  const unknown = { rack: null, fenced: null, latencyMs: null, failure: null, release: null, apis: null }
  return {
    id,
    host: '127.0.0.1',
    port,
    registered: true,
    answered: true,
    metadataPartitions: null,
    ...unknown,
    ...over,
  }
}

function registryOf(broker: FakeBroker, over: Partial<RegistryFacts> = {}): RegistryFacts {
  const brokers = [brokerFact(1, broker.port)]
  const base = {
    clusterId: 'c',
    mode: 'kraft',
    controllerId: 1,
    fromBroker: 1,
    features: [],
    zookeeperConnect: null,
  } as const
  return { ...base, brokers, ...over }
}

async function withKafka<T>(script: Script, use: (kafka: KafkaSource, broker: FakeBroker) => Promise<T>): Promise<T> {
  await using broker = await startFakeBroker(OFFER, script)
  const cluster = { bootstrap: [broker.address], tls: null, sasl: null }
  const kafka = openKafka({ cluster, connectTimeoutMs: 2_000, requestTimeoutMs: 500 })
  const result = await use(kafka, broker)
  await kafka.close()
  return result
}

const flexible = () => new WireWriter({ flexible: true })
const METADATA = Buffer.from(recorded['3.9.1']['Metadata v12'], 'base64')
const NO_REASSIGNMENTS = flexible()
  .int32(0)
  .int16(0)
  .string('')
  .structs([], () => undefined)
  .endStruct()
  .finish()
const FORBIDDEN_REASSIGNMENTS = flexible()
  .int32(0)
  .int16(31)
  .string('no')
  .structs([], () => undefined)
  .endStruct()
  .finish()
const NO_TOPICS = flexible()
  .int32(0)
  .structs([], () => undefined)
  .string('c')
  .int32(-1)
  .structs([], () => undefined)
  .endStruct()
  .finish()

function quorumV1(leaderId: number, error: number): Buffer {
  const writer = flexible().int16(0)
  writer.structs(['__cluster_metadata'], (topic, name) => {
    topic.string(name).structs([0], (partition) => {
      partition.int32(0).int16(error).int32(leaderId).int32(7).int64(100n)
      const replicas = [
        { id: 1, end: 100n, fetched: 5_000n, caughtUp: 5_000n },
        { id: 2, end: 90n, fetched: 4_800n, caughtUp: 3_000n },
        { id: 3, end: -1n, fetched: -1n, caughtUp: -1n },
      ]
      for (const list of [replicas, []]) {
        partition.structs(list, (w, r) => {
          w.int32(r.id).int64(r.end).int64(r.fetched).int64(r.caughtUp)
        })
      }
    })
  })
  return writer.endStruct().finish()
}

test('quorum: lag in records, ages on the clock of the leader, unknown stays unknown', async () => {
  const outcome = await withKafka(answering({ 55: quorumV1(1, 0) }), (kafka, b) =>
    kafka.readQuorum(registryOf(b), never()),
  )
  expect(outcome).toMatchObject({
    ok: true,
    value: {
      leaderId: 1,
      leaderEpoch: 7,
      highWatermark: 100n,
      voters: [
        { id: 1, lagOffsets: 0n, lastFetchAgeMs: 0, lastCaughtUpAgeMs: 0 },
        { id: 2, lagOffsets: 10n, lastFetchAgeMs: 200, lastCaughtUpAgeMs: 2_000 },
        { id: 3, lagOffsets: 101n, lastFetchAgeMs: null, lastCaughtUpAgeMs: null },
      ],
    },
  })
})

test('quorum: an error of the partition is a failure with its Kafka code', async () => {
  const outcome = await withKafka(answering({ 55: quorumV1(-1, 6) }), (kafka, b) =>
    kafka.readQuorum(registryOf(b), never()),
  )
  expect(outcome).toMatchObject({ ok: false, failure: { kafkaError: 6, brokerId: 1, retryable: true } })
})

test('quorum: a broker that never gets an answer from a controller is said to do so', async () => {
  const outcome = await withKafka(
    ({ key }) => (key === 55 ? 'hang' : undefined),
    (kafka, b) => kafka.readQuorum(registryOf(b), never()),
  )
  expect(outcome).toMatchObject({
    ok: false,
    failure: { code: 'timeout', message: expect.stringContaining('active controller') },
  })
})

test('topology: refused reassignments are unknown, not none', async () => {
  const outcome = await withKafka(answering({ 3: METADATA, 46: FORBIDDEN_REASSIGNMENTS }), (kafka, b) =>
    kafka.readTopology(registryOf(b), undefined, never()),
  )
  expect(outcome).toMatchObject({
    ok: true,
    value: { reassignments: null, topology: { fromBroker: 1, topics: { count: 3 } } },
    gaps: [{ fact: 'reassignments', needs: 'DESCRIBE on Cluster', failure: { code: 'forbidden' } }],
  })
})

test('topology: without an active ZooKeeper controller reassignments are unknown', async () => {
  const outcome = await withKafka(answering({ 3: METADATA, 46: NO_REASSIGNMENTS }), (kafka, b) =>
    kafka.readTopology(registryOf(b, { mode: 'zookeeper', controllerId: null }), undefined, never()),
  )
  expect(outcome).toMatchObject({ ok: true, value: { reassignments: null }, gaps: [{ failure: { code: 'blocked' } }] })
})

test('topology: an empty list for somebody without permissions is a gap, not an empty cluster', async () => {
  const outcome = await withKafka(answering({ 3: NO_TOPICS, 46: FORBIDDEN_REASSIGNMENTS }), (kafka, b) =>
    kafka.readTopology(registryOf(b), undefined, never()),
  )
  expect(outcome.ok && outcome.gaps.map((g) => [g.fact, g.needs])).toEqual([
    ['reassignments', 'DESCRIBE on Cluster'],
    ['metadata', 'DESCRIBE on Topic'],
  ])
  const open = await withKafka(answering({ 3: NO_TOPICS, 46: NO_REASSIGNMENTS }), (kafka, b) =>
    kafka.readTopology(registryOf(b), undefined, never()),
  )
  expect(open).toMatchObject({ ok: true, gaps: [], value: { topology: { topics: { count: 0 } } } })
})

const plain = () => new WireWriter({ flexible: false })

test('log directories: an old broker that names none refuses', async () => {
  const none = plain().int32(0).int32(0).finish()
  const outcome = await withKafka(answering({ 35: none }, []), (kafka, b) =>
    kafka.readLogDirs(brokerFact(1, b.port), never()),
  )
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'forbidden', kafkaError: 31 } })
})

test('log directories: rows are grouped by topic over directories, an offline one is a gap', async () => {
  const writer = plain().int32(0)
  const dirs = [
    {
      error: 0,
      path: '/a',
      topics: [
        { name: 't', rows: [0, 1] },
        { name: 'u', rows: [0] },
      ],
    },
    { error: 0, path: '/b', topics: [{ name: 't', rows: [2] }] },
    { error: 56, path: '/c', topics: [] },
  ]
  writer.structs(dirs, (w, dir) => {
    w.int16(dir.error).string(dir.path)
    w.structs(dir.topics, (each, topic) => {
      each.string(topic.name).structs(topic.rows, (row, partition) => {
        row
          .int32(partition)
          .int64(BigInt(partition) * 5_000_000_000n)
          .int64(3n)
          .boolean(partition === 2)
      })
    })
  })
  const outcome = await withKafka(answering({ 35: writer.finish() }, []), (kafka, b) =>
    kafka.readLogDirs(brokerFact(1, b.port), never()),
  )
  if (!outcome.ok) throw new Error(outcome.failure.message)
  const { value } = outcome
  expect(value.topics).toEqual(['t', 'u'])
  expect([...value.firstRow]).toEqual([0, 3, 4])
  expect([...value.partition]).toEqual([0, 1, 2, 0])
  expect([...value.sizeBytes]).toEqual([0, 5_000_000_000, 10_000_000_000, 0])
  expect([...value.dir]).toEqual([0, 0, 1, 0])
  expect([...value.isFuture]).toEqual([0, 0, 1, 0])
  expect(outcome.gaps.map((g) => g.fact)).toEqual(['log-dirs', 'volume-sizes'])
  expect(outcome.gaps[0]?.failure.message).toContain('/c')
})

test('settings: a topic that is gone is no gap, a refused one is, and both leave the others', async () => {
  const body = Buffer.from(recorded['3.9.1']['DescribeConfigs v4'], 'base64')
  const outcome = await withKafka(answering({ 32: body }), (kafka, b) =>
    kafka.readTopicConfigs(registryOf(b), ['orders', 'payments', 'nope'], undefined, never()),
  )
  if (!outcome.ok) throw new Error(outcome.failure.message)
  expect([...outcome.value.byTopic.keys()]).toEqual(['orders', 'payments'])
  expect(outcome.gaps).toEqual([])
  const again = await withKafka(answering({ 32: body }), (kafka, b) =>
    kafka.readTopicConfigs(registryOf(b), ['orders'], outcome.value, never()),
  )
  expect(again.ok && again.value.byTopic.get('orders')).toBe(outcome.value.byTopic.get('orders'))
})

test('nothing is asked of brokers when none is registered', async () => {
  const outcome = await withKafka(answering({}), (kafka, b) =>
    kafka.readTopology(registryOf(b, { brokers: [brokerFact(1, b.port, { registered: false })] }), undefined, never()),
  )
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'blocked' } })
})
