import type { ClusterFacts, MetricKey, NodeRole } from '@perigee/domain'
import { ColumnMemory, History } from '@perigee/store'
import { type ClusterSpec, clusterFacts, NOW, nodeMetrics, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { MetricsRecorder } from './record-metrics.ts'

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

function recorder() {
  const shape = { stepMs: STEP, points: 1440, sampled: 'once' } as const
  const history = new History({ memory: new ColumnMemory(5_000_000), shapeOf: () => shape })
  const metrics = new MetricsRecorder(history, (topic) => topic === 'orders')
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

test('a node that is watched no more makes room', () => {
  const { history, metrics } = recorder()
  metrics.record(factsOf(BEGIN, [bytes(1, 1), bytes(2, 1)]), BEGIN)
  metrics.record(factsOf(BEGIN + STEP, [bytes(1, 1)]), BEGIN + STEP)
  expect([history.has('broker/1/bytes_in'), history.has('broker/2/bytes_in')]).toEqual([true, false])
})
