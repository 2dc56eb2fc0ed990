import type { ClusterFacts, ClusterMode } from '../facts.ts'
import { metricOf, metricOfKey } from '../metrics/catalogue.ts'
import { type MetricKey, metricKey } from '../metrics/metric.ts'
import type { NodeMetrics, NodeRole } from '../metrics/node-metrics.ts'
import { freshnessOf } from '../reading.ts'

/** One node as its exporters show it: its own process and the host below it. Null: told by nobody, or too long ago. */
export interface SeenNode {
  readonly id: number
  readonly role: 'broker' | 'controller'
  readonly process: NodeMetrics | null
  readonly host: NodeMetrics | null
  /** Of the process's page; of the host's where only that answers. Epoch ms; null when neither does. */
  readonly observedAt: number | null
}

/** What exporters tell of a cluster at one moment. */
export interface MetricScene {
  readonly now: number
  readonly mode: ClusterMode | null
  /** Registered brokers and those that an exporter speaks for, by id. */
  readonly brokers: readonly SeenNode[]
  /** Dedicated controllers that have an exporter, by id. */
  readonly controllers: readonly SeenNode[]
  /** Null = none, or not known. */
  readonly controllerId: number | null
}

/** Puts the readings of exporters in order. What is lost is left out: an old value is no value of now. */
export function metricScene(facts: ClusterFacts, now: number): MetricScene {
  const told = new Map<string, { metrics: NodeMetrics; observedAt: number }>()
  for (const reading of facts.metrics.values()) {
    const { value, observedAt } = reading
    if (value === undefined || observedAt === undefined || value.target.nodeId === null) continue
    if (freshnessOf(reading, now) === 'lost') continue
    told.set(`${value.target.role}/${value.target.nodeId}`, { metrics: value, observedAt })
  }
  const idsOf = (role: NodeRole) =>
    [...told.values()].flatMap(({ metrics: { target } }) => (target.role === role ? [target.nodeId ?? -1] : []))
  const nodeOf = (role: SeenNode['role'], id: number): SeenNode => {
    const process = told.get(`${role}/${id}`)
    const host = role === 'broker' ? told.get(`host/${id}`) : undefined
    return {
      id,
      role,
      process: process?.metrics ?? null,
      host: host?.metrics ?? null,
      observedAt: process?.observedAt ?? host?.observedAt ?? null,
    }
  }
  const registry = facts.registry.value
  const registered = (registry?.brokers ?? []).filter((broker) => broker.registered).map(({ id }) => id)
  return {
    now,
    mode: registry?.mode ?? null,
    brokers: ascending([...registered, ...idsOf('broker'), ...idsOf('host')]).map((id) => nodeOf('broker', id)),
    controllers: ascending(idsOf('controller')).map((id) => nodeOf('controller', id)),
    controllerId: registry?.controllerId ?? null,
  }
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}

/** A node's value of a key, from its process or its host as the catalogue says; null = not told. */
export function metricValue(node: SeenNode, key: MetricKey): number | null {
  const from = metricOfKey(key)?.on === 'host' ? node.host : node.process
  return from?.values.get(key) ?? null
}

/** The largest value of a metric over its labels (disks, log directories), with its key; null = not told. */
export function metricLargest(node: SeenNode, id: string): { readonly key: MetricKey; readonly value: number } | null {
  const from = metricOf(id)?.on === 'host' ? node.host : node.process
  let largest: { key: MetricKey; value: number } | null = null
  for (const [key, value] of from?.values ?? []) {
    if ((key === id || key.startsWith(`${id}/`)) && (largest === null || value > largest.value))
      largest = { key, value }
  }
  return largest
}

/** The sum of a metric over its labels; null = not told. */
export function metricSum(node: SeenNode, id: string): number | null {
  const from = metricOf(id)?.on === 'host' ? node.host : node.process
  let sum: number | null = null
  for (const [key, value] of from?.values ?? []) if (key === id || key.startsWith(`${id}/`)) sum = (sum ?? 0) + value
  return sum
}

/** Label of a key with one label: the device of `node_disk_busy/sdb`, the directory of `log_dir_offline//data/1`. */
export function labelOf(key: MetricKey): string {
  const slash = key.indexOf('/')
  return slash < 0 ? '' : key.slice(slash + 1)
}

/** Requests of a kind per second; null = not told, as in the first reading after a start. */
export function requestRate(node: SeenNode, request: string): number | null {
  return (
    metricValue(node, metricKey('req_total_ms', request, 'rate')) ?? metricValue(node, metricKey('requests', request))
  )
}

/** When its process began, epoch ms; null = not told. */
export function startedAt(node: SeenNode): number | null {
  const seconds = metricValue(node, 'start_time')
  return seconds === null || seconds <= 0 ? null : seconds * 1000
}

/** The active controller's node: dedicated, or a broker that controls too. */
export function activeController(scene: MetricScene): SeenNode | null {
  const { controllerId } = scene
  if (controllerId === null) return null
  return (
    [...scene.controllers, ...scene.brokers].find(({ id, process }) => id === controllerId && process !== null) ?? null
  )
}
