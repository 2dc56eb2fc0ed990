// Canonical metrics into the history: of each node as its readings come, of the cluster and its topics once a step.
import {
  type ClusterFacts,
  chartedValues,
  type MetricKey,
  type MetricTarget,
  metricOfKey,
  type NodeMetrics,
  type Reading,
} from '@perigee/domain'
import type { History } from '@perigee/store'
import { allTell, isFresh, type NodeValues, together } from './aggregate-metrics.ts'
import { TopicFlowSums } from './topic-flow-sums.ts'

/** Aggregates are made this often, in the step of the charts. */
export const STEP_MS = 15_000

/** Rates need two readings, and exporters answer one after the other: so many intervals until all that will tell did. */
const SETTLING_INTERVALS = 3
const SETTLING_GRACE_MS = 5_000
/** As long as memory holds what a node told: its last hours are asked for most when it is gone. */
const KEPT_FOR_MS = 6 * 3_600_000

/** Name of a node's series: `broker/3/bytes_in`, `host/3/node_cpu_busy`. */
export function nodeSeries({ role, nodeId }: Pick<MetricTarget, 'role' | 'nodeId'>, key: MetricKey): string {
  return `${role}/${nodeId}/${key}`
}

export class MetricsRecorder {
  readonly #history: History
  readonly #nodes = new Map<string, NodeValues>()
  readonly #flows: TopicFlowSums
  /** Cluster series are made of what these told; kept so that a node that falls silent is missed. */
  readonly #keys = new Set<MetricKey>()
  #step = Number.NEGATIVE_INFINITY
  #begunAt: number | null = null

  /** `isCharted`: whether a topic is one of those that are kept. */
  constructor(history: History, isCharted: (topic: string) => boolean) {
    this.#history = history
    this.#flows = new TopicFlowSums(isCharted)
  }

  record(facts: ClusterFacts, now: number): void {
    if (facts.metrics.size === 0 && this.#nodes.size === 0) return
    this.#begunAt ??= now
    this.#forgetGone(facts, now)
    for (const [id, reading] of facts.metrics) this.#take(id, reading)
    const step = Math.floor(now / STEP_MS)
    if (step === this.#step) return
    this.#step = step
    if (this.#hasSettled(now)) this.#recordCluster(facts, now)
  }

  /** Else the first sums would be of those that answered first, and look like a cluster that comes to life. */
  #hasSettled(now: number): boolean {
    const intervalMs = Math.max(0, ...[...this.#nodes.values()].map((node) => node.intervalMs))
    return now - (this.#begunAt ?? now) >= SETTLING_INTERVALS * intervalMs + SETTLING_GRACE_MS
  }

  #take(id: string, reading: Reading<NodeMetrics>): void {
    const { value, observedAt, intervalMs } = reading
    if (value === undefined || observedAt === undefined || value.target.nodeId === null) return
    const before = this.#nodes.get(id)
    if (before !== undefined && before.observedAt >= observedAt) return
    const values = chartedValues(value)
    const lastTold = new Map(before?.lastTold)
    for (const [key, told] of values) {
      lastTold.set(key, observedAt)
      this.#keys.add(key)
      for (const at of timesFor(before?.observedAt, observedAt, intervalMs))
        this.#history.record(nodeSeries(value.target, key), at, told)
    }
    this.#nodes.set(id, { target: value.target, values, observedAt, intervalMs, lastTold })
    if (value.target.role === 'broker') this.#flows.take(id, value.topics)
  }

  #recordCluster(facts: ClusterFacts, now: number): void {
    const cluster = { nodes: [...this.#nodes.values()], facts, now }
    for (const key of this.#keys) {
      const metric = metricOfKey(key)
      if (metric !== undefined) this.#history.record(key, now, together(metric, key, cluster))
    }
    if (allTell(cluster)) {
      // Of a broker that is away the last rates are still there, and now another's.
      const telling = [...this.#nodes].flatMap(([id, node]) => (isFresh(node, now) ? [id] : []))
      this.#flows.forEachSum(telling, (topic, key, sum) => this.#history.record(`topic/${topic}/${key}`, now, sum))
    }
  }

  #forgetGone(facts: ClusterFacts, now: number): void {
    for (const [id, { target, lastTold, observedAt }] of this.#nodes) {
      if (facts.metrics.has(id) || now - observedAt < KEPT_FOR_MS) continue
      this.#nodes.delete(id)
      this.#flows.forget(id)
      for (const key of lastTold.keys()) this.#history.drop(nodeSeries(target, key))
    }
  }
}

/**
 * Steps that a value speaks for: it was read now and tells of the time since the reading before. An exporter that is asked
 * less often than charts have points leaves no holes between.
 */
function timesFor(before: number | undefined, observedAt: number, intervalMs: number): number[] {
  if (before === undefined || observedAt - before > 2 * intervalMs + STEP_MS) return [observedAt]
  const times: number[] = []
  const first = Math.floor(before / STEP_MS) + 1
  for (let step = first; step < Math.floor(observedAt / STEP_MS); step += 1) times.push(step * STEP_MS)
  return [...times, observedAt]
}
