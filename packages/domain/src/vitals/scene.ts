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
  return foldedOf(node, id)?.largest ?? null
}

/** The sum of a metric over its labels; null = not told. */
export function metricSum(node: SeenNode, id: string): number | null {
  return foldedOf(node, id)?.sum ?? null
}

interface Folded {
  largest: { readonly key: MetricKey; readonly value: number }
  sum: number
}

const FOLDED = new WeakMap<NodeMetrics, ReadonlyMap<string, Folded>>()

/** A page is folded once, however many brokers are compared with it. */
function foldedOf(node: SeenNode, id: string): Folded | undefined {
  const page = metricOf(id)?.on === 'host' ? node.host : node.process
  if (page === null) return undefined
  const folded = FOLDED.get(page) ?? fold(page)
  FOLDED.set(page, folded)
  return folded.get(id)
}

function fold({ values }: NodeMetrics): ReadonlyMap<string, Folded> {
  const folded = new Map<string, Folded>()
  for (const [key, value] of values) {
    const slash = key.indexOf('/')
    const id = slash < 0 ? key : key.slice(0, slash)
    const known = folded.get(id)
    if (known === undefined) folded.set(id, { largest: { key, value }, sum: value })
    else {
      known.sum += value
      if (value > known.largest.value) known.largest = { key, value }
    }
  }
  return folded
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
