import { buildTopology, type TopicInput } from '@perigee/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPause } from '../wire/pause.ts'
import { WireReader } from '../wire/wire-reader.ts'
import { WireWriter } from '../wire/wire-writer.ts'
import { topicMetadata } from './metadata.ts'
import { topicCounts } from './topic-counts.ts'

const ids = fc.uniqueArray(fc.nat(200), { maxLength: 6 })
const partition = fc.record({
  error: fc.constantFrom(0, 5, 9),
  leader: fc.integer({ min: -1, max: 200 }),
  leaderEpoch: fc.nat(),
  replicas: ids,
  inSync: fc.nat(6),
  offline: fc.nat(6),
})
const topic = fc.record({
  name: fc.string({ unit: fc.constantFrom(...'abcXYZ09._-'), minLength: 1, maxLength: 12 }),
  internal: fc.boolean(),
  error: fc.constantFrom(0, 29),
  partitions: fc.array(partition, { maxLength: 5 }),
  order: fc.nat(4),
})

/** Partition ids 0 … n − 1, beginning anywhere: brokers send them in any order. */
function toInput(t: typeof topic extends fc.Arbitrary<infer T> ? T : never): TopicInput {
  const count = t.partitions.length
  return {
    name: t.name,
    id: null,
    internal: t.internal,
    error: t.error,
    partitions: t.partitions.map((p, i) => ({
      id: (i + t.order) % count,
      error: p.error,
      leader: p.leader,
      leaderEpoch: p.leaderEpoch,
      replicas: p.replicas,
      isr: p.replicas.slice(0, p.inSync),
      offline: p.replicas.slice(p.offline),
    })),
  }
}

function encode(topics: readonly TopicInput[]): Buffer {
  const w = new WireWriter({ flexible: true })
  w.int32(0).structs([], () => undefined)
  w.string('cluster').int32(-1)
  w.structs(topics, (writer, t) => {
    writer.int16(t.error).string(t.name).int64(0n).int64(0n).boolean(t.internal)
    writer.structs(t.partitions, (each, p) => {
      each.int16(p.error).int32(p.id).int32(p.leader).int32(p.leaderEpoch)
      for (const list of [p.replicas, p.isr, p.offline]) each.values(list, (value, id) => value.int32(id))
    })
    writer.int32(0)
  })
  return w.endStruct().finish()
}

test('columns straight from the bytes equal those built from objects', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(topic, { maxLength: 12, selector: (t) => t.name }), async (drawn) => {
      const topics = drawn.map(toInput)
      const answer = await topicMetadata.decode(new WireReader(encode(topics), { flexible: true }), 12, createPause())
      expect(answer.topology).toEqual(buildTopology(-1, topics))
    }),
    { numRuns: 300 },
  )
})

test('a topic listed twice counts once, with its last entry', async () => {
  const entry = (error: number): TopicInput => ({
    name: 'twice',
    id: null,
    internal: false,
    error,
    partitions: [{ id: 0, error: 0, leader: 1, leaderEpoch: 0, replicas: [1, 2], isr: [1], offline: [2] }],
  })
  const body = encode([entry(3), entry(0)])
  const { topology } = await topicMetadata.decode(new WireReader(body, { flexible: true }), 12, createPause())
  expect(topology).toEqual(buildTopology(-1, [entry(3), entry(0)]))
  expect(topology.topics.errors[0]).toBe(0)
})

test('gaps in the partition ids are kept', async () => {
  const holes: TopicInput = {
    name: 'holes',
    id: null,
    internal: false,
    error: 0,
    partitions: [9, 2, 7].map((id) => ({
      id,
      error: 0,
      leader: id,
      leaderEpoch: 0,
      replicas: [],
      isr: [],
      offline: [],
    })),
  }
  const { topology } = await topicMetadata.decode(
    new WireReader(encode([holes]), { flexible: true }),
    12,
    createPause(),
  )
  expect([...topology.partitions.id]).toEqual([2, 7, 9])
  expect([...topology.partitions.leader]).toEqual([2, 7, 9])
})

test('twenty thousand topics come out in order', async () => {
  const topics = Array.from({ length: 20_000 }, (_, i): TopicInput => {
    return { name: `t-${(i * 7_919) % 20_000}`, id: null, internal: false, error: 0, partitions: [] }
  })
  const body = encode(topics)
  const { topology } = await topicMetadata.decode(new WireReader(body, { flexible: true }), 12, createPause())
  expect(topology.topics.names).toEqual([...topology.topics.names].sort())
  const counts = await topicCounts.decode(new WireReader(body, { flexible: true }), 12, createPause())
  expect(counts).toEqual({ topics: 20_000, partitions: 0, error: 0 })
})

test('a partition with more replicas than any cluster has brokers is refused, not worked through', async () => {
  const replicas = Array.from({ length: 200_000 }, (_, i) => i)
  const absurd: TopicInput = {
    name: 'absurd',
    id: null,
    internal: false,
    error: 0,
    partitions: [{ id: 0, error: 0, leader: 1, leaderEpoch: 1, replicas: [1], isr: replicas, offline: [] }],
  }
  for (const partition of [{}, { replicas }]) {
    const bytes = encode([{ ...absurd, partitions: absurd.partitions.map((known) => ({ ...known, ...partition })) }])
    const reader = new WireReader(bytes, { flexible: true })
    await expect(Promise.resolve(topicMetadata.decode(reader, 12, createPause()))).rejects.toThrow(/replicas/)
  }
})
