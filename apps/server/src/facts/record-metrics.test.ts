import type { ClusterFacts, MetricKey, NodeRole } from '@perigee/domain'
import { ColumnMemory, History } from '@perigee/store'
import { type ClusterSpec, clusterFacts, NOW, nodeMetrics, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { MetricsRecorder } from './record-metrics.ts'
import { TopicFlowSums } from './topic-flow-sums.ts'

const STEP = 15_000
const BEGIN = Math.floor(NOW / STEP) * STEP

interface Told {
  readonly role?: NodeRole
  readonly id: number
  readonly values?: Readonly<Record<MetricKey, number>>
  readonly topics?: Readonly<Record<string, number>>
  readonly intervalMs?: number
}

function factsOf(at: number, told: readonly Told[], spec: ClusterSpec = {}): ClusterFacts {
  const metrics = told.map(({ role = 'broker', id, values = {}, topics = {}, intervalMs = STEP }) => {
    const flows = Float64Array.from(Object.values(topics))
    const value = {
      ...nodeMetrics(),
      target: { id: `${role}/${id}`, url: 'http://x', role, nodeId: id, origin: 'configured' },
      values: new Map(Object.entries(values)),
      topics: { topics: Object.keys(topics), bytesIn: flows, bytesOut: flows, messagesIn: flows },
    }
    return [`${role}/${id}`, readingOf(value, { observedAt: at, attemptedAt: at, intervalMs })] as const
  })
  return { ...clusterFacts(spec), metrics: new Map(metrics) }
}

/** One that has settled, as it does within a minute of its first reading. */
function recorder() {
  const { metrics, ...rest } = newRecorder((topic) => topic === 'orders')
  const before = BEGIN - 40 * STEP
  metrics.record(factsOf(before, [{ id: 1 }]), before)
  return { metrics, ...rest }
}

function newRecorder(isCharted: (topic: string) => boolean) {
  const shape = { stepMs: STEP, points: 1440, sampled: 'once' } as const
  const history = new History({ memory: new ColumnMemory(5_000_000), shapeOf: () => shape })
  const metrics = new MetricsRecorder(history, isCharted)
  const at = (series: string, step: number) =>
    history.read(series, { fromMs: BEGIN + step * STEP, toMs: BEGIN + (step + 1) * STEP, points: 1 }).mean[0]
  return { history, metrics, at }
}

const bytes = (id: number, value: number): Told => ({ id, values: { bytes_in: value } })

test('a node by its readings, the cluster as the metric says', () => {
  const { metrics, at } = recorder()
  const told = (value: number): Told => ({
    id: value,
    values: { bytes_in: value, network_idle: value / 10, heap_used: value },
  })
  metrics.record(factsOf(BEGIN, [told(1), told(2), told(3)]), BEGIN)
  expect([at('broker/2/bytes_in', 0), at('bytes_in', 0), at('heap_used', 0)]).toEqual([2, 6, 3])
  expect(at('network_idle', 0)).toBeCloseTo(0.1)
})

test('the same reading is not written again', () => {
  const { history, metrics } = recorder()
  const written: number[] = []
  const record = history.record.bind(history)
  history.record = (series, atMs, value) => {
    if (series === 'broker/1/bytes_in') written.push(atMs)
    record(series, atMs, value)
  }
  const facts = factsOf(BEGIN, [bytes(1, 5)])
  for (const later of [0, 1_000, 16_000, 31_000]) metrics.record(facts, BEGIN + later)
  expect(written).toEqual([BEGIN])
})

// A sum over part of the brokers once looked like a third of the traffic gone.
test('a node that falls silent makes a gap in the sum, not a drop; a dead broker makes none', () => {
  const { metrics, at } = recorder()
  const all = (value: number) => [bytes(1, value), bytes(2, value), bytes(3, value)]
  metrics.record(factsOf(BEGIN, all(10)), BEGIN)
  const silent = new Map(factsOf(BEGIN + 4 * STEP, all(10)).metrics)
  const old = factsOf(BEGIN, all(10)).metrics.get('broker/3')
  if (old !== undefined) silent.set('broker/3', old)
  const now = BEGIN + 4 * STEP
  metrics.record({ ...factsOf(now, []), metrics: silent }, now)
  expect([at('bytes_in', 0), at('bytes_in', 4)]).toEqual([30, null])
  const dead = { ...factsOf(now, [], { silent: [3] }), metrics: silent }
  metrics.record(dead, now + STEP)
  expect(at('bytes_in', 5)).toBe(20)
})

test('a key that one of them stops telling is missed for ten minutes', () => {
  const { metrics, at } = recorder()
  metrics.record(factsOf(BEGIN, [bytes(1, 10), bytes(2, 10)]), BEGIN)
  const later = BEGIN + 20 * STEP
  metrics.record(factsOf(later, [bytes(1, 10), { id: 2, values: {} }]), later)
  expect(at('bytes_in', 20)).toBeNull()
  const muchLater = BEGIN + 60 * STEP
  metrics.record(factsOf(muchLater, [bytes(1, 10), { id: 2, values: {} }]), muchLater)
  expect(at('bytes_in', 60)).toBe(10)
})

test('an exporter asked every 45 s leaves no holes, one that was away does', () => {
  const { metrics, at } = recorder()
  const told = (step: number, value: number) =>
    metrics.record(factsOf(BEGIN + step * STEP, [{ ...bytes(1, value), intervalMs: 45_000 }]), BEGIN + step * STEP)
  told(0, 1)
  told(3, 2)
  told(20, 3)
  expect([0, 1, 2, 3, 4, 19, 20].map((step) => at('broker/1/bytes_in', step))).toEqual([1, 2, 2, 2, null, null, 3])
})

test('what only the controller knows is taken from it', () => {
  const { metrics, at } = recorder()
  const facts = factsOf(BEGIN, [
    { id: 1, values: { offline_partitions: 4 } },
    { id: 2, values: { offline_partitions: 9 } },
  ])
  const registry = facts.registry.value
  if (registry === undefined) throw new Error('no registry')
  metrics.record({ ...facts, registry: { ...facts.registry, value: { ...registry, controllerId: 1 } } }, BEGIN)
  expect(at('offline_partitions', 0)).toBe(4)
})

test('rates of charted topics are summed over brokers', () => {
  const { history, metrics, at } = recorder()
  const topics = { orders: 5, other: 7 }
  metrics.record(
    factsOf(BEGIN, [
      { id: 1, topics },
      { id: 2, topics },
    ]),
    BEGIN,
  )
  expect([at('topic/orders/bytes_in', 0), at('topic/orders/messages_in', 0)]).toEqual([10, 10])
  expect(history.has('topic/other/bytes_in')).toBe(false)
})

// Sums of the first readings were once those of the brokers that had answered first.
test('the cluster has no value before all had time for two readings', () => {
  const { metrics, at } = newRecorder(() => true)
  metrics.record(factsOf(BEGIN, [bytes(1, 10), { id: 2 }]), BEGIN)
  metrics.record(factsOf(BEGIN + STEP, [bytes(1, 10), { id: 2 }, { id: 3 }]), BEGIN + STEP)
  expect([at('bytes_in', 0), at('bytes_in', 1), at('broker/1/bytes_in', 0)]).toEqual([null, null, 10])
  const all = [bytes(1, 10), bytes(2, 10), bytes(3, 10)]
  metrics.record(factsOf(BEGIN + 4 * STEP, all), BEGIN + 4 * STEP)
  expect(at('bytes_in', 4)).toBe(30)
})

// After ten minutes a third of the traffic was gone all the same.
test('a broker that Kafka finds is missed as long as its exporter is silent', () => {
  const { metrics, at } = recorder()
  const all = [bytes(1, 10), bytes(2, 10), bytes(3, 10)]
  const old = factsOf(BEGIN, all)
  metrics.record(old, BEGIN)
  const now = BEGIN + 400 * STEP
  const silent = new Map(factsOf(now, all).metrics).set('broker/3', old.metrics.get('broker/3') as never)
  metrics.record({ ...factsOf(now, []), metrics: silent }, now)
  expect(at('bytes_in', 400)).toBeNull()
})

test('a silent controller does not hide what the active one tells', () => {
  const { metrics, at } = recorder()
  const told = (id: number, value: number): Told => ({ role: 'controller', id, values: { offline_partitions: value } })
  const old = factsOf(BEGIN, [told(101, 0), told(102, 0)])
  metrics.record(old, BEGIN)
  const now = BEGIN + 10 * STEP
  const facts = factsOf(now, [told(101, 4)])
  const registry = facts.registry.value
  if (registry === undefined) throw new Error('no registry')
  const both = new Map(old.metrics).set('controller/101', facts.metrics.get('controller/101') as never)
  const reading = { ...facts.registry, value: { ...registry, controllerId: 101 } }
  metrics.record({ ...facts, metrics: both, registry: reading }, now)
  expect(at('offline_partitions', 10)).toBe(4)
})

// Its partitions are led by others now: what it told last was counted twice.
test('rates of topics on a dead broker count no more', () => {
  const { metrics, at } = recorder()
  const topics = (of: number) => ({ topics: { orders: of } })
  const old = factsOf(
    BEGIN,
    [1, 2, 3].map((id) => ({ id, ...topics(5) })),
  )
  metrics.record(old, BEGIN)
  const now = BEGIN + 8 * STEP
  const told = factsOf(
    now,
    [1, 2].map((id) => ({ id, ...topics(8) })),
    { silent: [3] },
  )
  const all = new Map(told.metrics).set('broker/3', old.metrics.get('broker/3') as never)
  metrics.record({ ...told, metrics: all }, now)
  expect([at('topic/orders/bytes_in', 0), at('topic/orders/bytes_in', 8)]).toEqual([15, 16])
})

test('topics that are charted no more give their place to others, and none of their rates', () => {
  const charted = new Set(['a'])
  const sums = new TopicFlowSums((topic) => charted.has(topic))
  const flows = (told: Readonly<Record<string, number>>) => {
    const values = Float64Array.from(Object.values(told))
    return { topics: Object.keys(told), bytesIn: values, bytesOut: values, messagesIn: values }
  }
  const read = () => {
    const told: Record<string, number> = {}
    sums.forEachSum(['n1', 'n2'], (topic, key, sum) => {
      if (key === 'bytes_in') told[topic] = sum
    })
    return told
  }
  sums.take('n1', flows({ a: 1, b: 10 }))
  sums.take('n2', flows({ a: 2, b: 20 }))
  expect(read()).toEqual({ a: 3 })
  charted.delete('a')
  charted.add('b')
  expect(read()).toEqual({})
  sums.take('n1', flows({ a: 1, b: 10 }))
  expect(read()).toEqual({ b: 10 })
  sums.take('n2', flows({ a: 2, b: 20 }))
  expect(read()).toEqual({ b: 30 })
})

// A dead broker that Prometheus names no more once lost its chart at the moment it was wanted.
test('what a node told stays for six hours after it is named no more, then it makes room', () => {
  const { history, metrics } = recorder()
  metrics.record(factsOf(BEGIN, [bytes(1, 1), bytes(2, 1)]), BEGIN)
  const told = (step: number) => {
    metrics.record(factsOf(BEGIN + step * STEP, [bytes(1, 1)]), BEGIN + step * STEP)
    return [history.has('broker/1/bytes_in'), history.has('broker/2/bytes_in')]
  }
  expect(told(1)).toEqual([true, true])
  expect(told(1439)).toEqual([true, true])
  expect(told(1441)).toEqual([true, false])
})
