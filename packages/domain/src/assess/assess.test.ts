import { brokerOf, clusterFacts, failing, failureOf, readingOf, registryOf, topologyOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import * as flag from '../assessment.ts'
import type { Assessment, ClusterFacts } from '../index.ts'
import { assess } from './assess.ts'

const of = (facts: ClusterFacts) => assess(facts) as Assessment
const first = (facts: ClusterFacts) => of(facts).flags[0] as number
const one = (partition: object, spec: object = {}) =>
  clusterFacts({ topics: { a: { partitions: [{ replicas: [1, 2, 3], ...partition }] } }, ...spec })

test('a cluster in good order has nothing to say', () => {
  const { counts } = of(clusterFacts())
  expect(counts).toEqual({
    topics: 1,
    partitions: 6,
    replicas: 18,
    offline: 0,
    underMinIsr: 0,
    atMinIsr: 0,
    atMinIsrByDesign: 0,
    underReplicated: 0,
    nonPreferredLeaders: 0,
    rackViolations: 0,
    reassigning: 0,
    silentLeader: 0,
    unknown: 0,
  })
})

test('before the first topology there is nothing to assess', () => {
  const facts = clusterFacts()
  expect(assess({ ...facts, topology: { ...facts.topology, value: undefined } })).toBeNull()
})

test('no leader is offline and, as kafka-topics counts, under min ISR, whatever the ISR says', () => {
  const held = { replicas: [3], isr: [3], leader: -1, error: 5, offline: [3] }
  const emptied = { ...held, isr: [] }
  for (const partition of [held, emptied]) {
    const flags = first(one(partition, { minIsr: 1, down: [] }))
    expect(flags & flag.OFFLINE).toBeTruthy()
    expect(flags & flag.UNDER_MIN_ISR).toBeTruthy()
    expect(flags & (flag.AT_MIN_ISR | flag.AT_MIN_ISR_BY_DESIGN)).toBe(0)
  }
})

test('an empty ISR alone does not make a partition offline', () => {
  expect(first(one({ isr: [], leader: 1 })) & flag.OFFLINE).toBe(0)
})

test('a replica that is not available (error 9) is harmless by itself', () => {
  expect(first(one({ error: 9 }))).toBe(0)
})

test('a leader that is not registered is no leader', () => {
  const brokers = { down: [3] }
  const partition = { replicas: [3, 1, 2], isr: [3, 1, 2], leader: 3 }
  const topology = topologyOf({ brokers: [1, 2, 3], topics: { a: { partitions: [partition] } } })
  expect(first(clusterFacts({ ...brokers, topology })) & flag.OFFLINE).toBeTruthy()
})

test('a topology from before a broker left does not make its partitions offline: they may be led by another already', () => {
  const topology = topologyOf({ brokers: [1, 2, 3], topics: { a: { partitions: [{ replicas: [3, 1, 2] }] } } })
  const facts = clusterFacts({ down: [3], topology })
  const registry = facts.registry.value
  if (registry === undefined) throw new Error('no registry')
  const gone = { registered: false, answered: false, failure: failureOf('refused') }
  const leaving = (leftAt: number) => {
    const brokers = [...registry.brokers.filter(({ id }) => id !== 3), brokerOf(3, { ...gone, leftAt })]
    return { ...facts, registry: { ...facts.registry, value: { ...registry, brokers } } }
  }
  const asOf = facts.topology.observedAt ?? 0
  expect(first(leaving(asOf + 1)) & flag.OFFLINE).toBe(0)
  expect(first(leaving(asOf + 1)) & flag.SILENT_LEADER).toBeTruthy()
  expect(first(leaving(asOf - 1)) & flag.OFFLINE).toBeTruthy()
})

test('a broker list older than the topology cannot make a leader unregistered', () => {
  const topology = topologyOf({
    brokers: [1, 2, 3],
    topics: { a: { partitions: [{ replicas: [3, 1, 2] }] } },
  })
  const facts = clusterFacts({ down: [3], topology })
  const older = readingOf(facts.registry.value, { observedAt: (facts.topology.observedAt ?? 0) - 4_000 })
  expect(first({ ...facts, registry: older as typeof facts.registry }) & flag.OFFLINE).toBe(0)
})

test('min ISR: under, at, at by design, and more than that', () => {
  expect(first(one({ isr: [1] }))).toBe(flag.UNDER_MIN_ISR | flag.UNDER_REPLICATED)
  expect(first(one({ isr: [1, 2] }))).toBe(flag.AT_MIN_ISR | flag.UNDER_REPLICATED)
  expect(first(one({ replicas: [1, 2] }))).toBe(flag.AT_MIN_ISR_BY_DESIGN)
  expect(first(one({}))).toBe(0)
})

test('min ISR unknown makes the counts unknown, not zero', () => {
  const { counts, flags, minIsr } = of(one({ isr: [1] }, { minIsr: null }))
  expect(flags[0]).toBe(flag.UNDER_REPLICATED | flag.MIN_ISR_UNKNOWN)
  expect(minIsr[0]).toBe(-1)
  expect([counts.underMinIsr, counts.atMinIsr, counts.atMinIsrByDesign]).toEqual([null, null, null])
  expect(counts.underReplicated).toBe(1)
})

test('min ISR comes from the topic, else from the broker that leads, else from what brokers agree on', () => {
  const entry = (value: string) => [
    {
      name: 'min.insync.replicas',
      value,
      source: 'default' as const,
      readOnly: false,
      sensitive: false,
      fallback: null,
    },
  ]
  const brokerConfigs = (byBroker: [number, ReturnType<typeof entry>][]) => readingOf({ byBroker: new Map(byBroker) })
  const facts = one({ isr: [1] }, { minIsr: null })
  expect(
    of({
      ...facts,
      brokerConfigs: brokerConfigs([
        [1, entry('3')],
        [2, entry('1')],
      ]),
    }).minIsr[0],
  ).toBe(3)
  expect(
    of({
      ...facts,
      brokerConfigs: brokerConfigs([
        [2, entry('2')],
        [3, entry('2')],
      ]),
    }).minIsr[0],
  ).toBe(2)
  expect(
    of({
      ...facts,
      brokerConfigs: brokerConfigs([
        [2, entry('2')],
        [3, entry('1')],
      ]),
    }).minIsr[0],
  ).toBe(-1)
  expect(of({ ...one({}), brokerConfigs: brokerConfigs([[1, entry('1')]]) }).minIsr[0]).toBe(2)
})

test('replicas being added do not make a partition under-replicated', () => {
  const partition = { replicas: [1, 2, 3], isr: [1, 2] }
  const move = { topic: 'a', partition: 0, replicas: [1, 2, 3], adding: [3], removing: [] }
  const { flags, counts } = of(one(partition, { reassignments: [move], minIsr: 1 }))
  expect(flags[0]).toBe(flag.REASSIGNING)
  expect(counts.reassigning).toBe(1)
  expect(of(one(partition, { reassignments: null })).counts.reassigning).toBeNull()
})

test('a reassignment of a topic that is gone is left alone', () => {
  const move = { topic: 'gone', partition: 0, replicas: [1], adding: [1], removing: [] }
  expect(of(one({}, { reassignments: [move] })).counts.reassigning).toBe(0)
})

test('racks: fewer than could be is a violation, an unknown rack is not', () => {
  const racks = { 1: 'a', 2: 'a', 3: 'b' }
  expect(first(one({ replicas: [1, 2] }, { racks, minIsr: 1 }))).toBe(flag.RACK_VIOLATION)
  expect(first(one({ replicas: [1, 3] }, { racks, minIsr: 1 }))).toBe(0)
  expect(first(one({ replicas: [1, 2, 3] }, { racks, minIsr: 1 }))).toBe(0)
  expect(of(one({ replicas: [1, 2] }, { racks: null })).counts.rackViolations).toBeNull()
  const goneBroker = { racks, minIsr: 1, down: [2] }
  expect(first(one({ replicas: [1, 2], isr: [1] }, goneBroker)) & flag.RACK_VIOLATION).toBe(0)
})

test('a leader that does not answer us is offline only while nobody can elect another', () => {
  const silent = one({ replicas: [3, 1, 2] }, { silent: [3] })
  expect(first(silent)).toBe(flag.SILENT_LEADER)
  const electing = { ...silent, quorum: failing(silent.quorum, failureOf('timeout')) }
  expect(first(electing)).toBe(flag.SILENT_LEADER)
  const minority = one({ replicas: [3, 1, 2] }, { silent: [2, 3] })
  const lost = { ...minority, quorum: failing(minority.quorum, failureOf('timeout')) }
  expect(first(lost) & flag.OFFLINE).toBeTruthy()
  expect(first(lost) & flag.SILENT_LEADER).toBeTruthy()
  const refused = { ...silent, quorum: failing(silent.quorum, failureOf('forbidden')) }
  expect(first(refused) & flag.OFFLINE).toBe(0)
})

test('a broker that refuses our credentials is not silent', () => {
  const facts = one({ replicas: [3, 1, 2] })
  const registry = registryOf({}, [1, 2, 3], 'kraft')
  const brokers = registry.brokers.map((broker) =>
    broker.id === 3 ? brokerOf(3, { answered: false, failure: failureOf('authentication') }) : broker,
  )
  expect(first({ ...facts, registry: readingOf({ ...registry, brokers }) }) & flag.SILENT_LEADER).toBe(0)
})

test('what a broker refuses to describe is unknown, and so is its topic', () => {
  const topology = topologyOf({
    brokers: [1, 2, 3],
    topics: { a: { partitions: [], error: 29 }, b: { partitions: [{ replicas: [1, 2, 3], error: 29 }] } },
  })
  const { topicFlags, counts, flags } = of(clusterFacts({ topology }))
  expect([...topicFlags]).toEqual([flag.UNKNOWN, flag.UNKNOWN])
  expect(counts.unknown).toBe(1)
  expect(flags[0]).toBe(flag.UNKNOWN)
})

test('sizes: by replica, topic and broker; what was not told is not zero', () => {
  const facts = clusterFacts({ topics: { a: { partitions: 2 }, b: { partitions: 1 } } })
  const whole = of(facts)
  expect([...whole.topicSizeBytes]).toEqual([6_000_000, 3_000_000])
  expect([...whole.topicSizePartial]).toEqual([0, 0])
  expect(whole.byBroker.get(1)?.sizeBytes).toBe(3_000_000)
  const partly = of({ ...facts, logDirs: new Map([...facts.logDirs].filter(([id]) => id === 1)) })
  expect([...partly.topicSizeBytes]).toEqual([2_000_000, 1_000_000])
  expect([...partly.topicSizePartial]).toEqual([1, 1])
  expect(partly.byBroker.get(2)?.sizeBytes).toBeNull()
  const none = of({ ...facts, logDirs: new Map() })
  expect([...none.topicSizeBytes]).toEqual([Number.NaN, Number.NaN])
})

test('message rates survive a topology that changed since they were read', () => {
  const then = topologyOf({ brokers: [1, 2, 3], topics: { b: { partitions: 2 } } })
  const messagesPerSecond = Float64Array.from([5, Number.NaN])
  const endOffsets = readingOf({
    topology: then,
    endOffset: BigInt64Array.from([10n, -1n]),
    messagesPerSecond,
    totalMessagesPerSecond: 5,
  })
  const facts = { ...clusterFacts({ topics: { a: { partitions: 1 }, b: { partitions: 3 } } }), endOffsets }
  const { topicMessagesInPerSecond, byBroker } = of(facts)
  expect([...topicMessagesInPerSecond]).toEqual([Number.NaN, 5])
  expect([1, 2, 3].map((id) => byBroker.get(id)?.messagesInPerSecond)).toEqual([5, null, null])
})

test('the worst row of a topic is its worst partition, and topics or their flags', () => {
  const partitions = [{ replicas: [1, 2, 3] }, { replicas: [2, 1, 3], isr: [2] }, { replicas: [3, 1, 2], isr: [3, 1] }]
  const { topicWorstRow, topicFlags } = of(clusterFacts({ topics: { a: { partitions } } }))
  expect([...topicWorstRow]).toEqual([1])
  expect(topicFlags[0]).toBe(flag.UNDER_MIN_ISR | flag.UNDER_REPLICATED | flag.AT_MIN_ISR)
})
