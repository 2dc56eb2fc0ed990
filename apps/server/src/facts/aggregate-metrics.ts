// One value of a cluster out of those of its nodes; none when a node is missing that should have told.
import type { ClusterFacts, Metric, MetricKey, MetricTarget, NodeRole } from '@perigee/domain'

/** What a node told last. Times are epoch ms. */
export interface NodeValues {
  readonly target: MetricTarget
  readonly values: ReadonlyMap<MetricKey, number>
  readonly observedAt: number
  readonly intervalMs: number
  /** When it last told each key. */
  readonly lastTold: ReadonlyMap<MetricKey, number>
}

export interface Cluster {
  readonly nodes: readonly NodeValues[]
  readonly facts: ClusterFacts
  readonly now: number
}

/** Who told a key within this time is expected to tell it. */
const EXPECTED_FOR_MS = 10 * 60_000
/** Beside two intervals: the time of a scrape. */
const GRACE_MS = 5_000

const SPEAKERS: Readonly<Record<Metric['on'], readonly NodeRole[]>> = {
  broker: ['broker'],
  controller: ['broker', 'controller'],
  node: ['broker'],
  host: ['host'],
}

/**
 * The nodes' values as one, as the metric says. Null, a gap on the chart, as soon as a node is silent that told this lately:
 * a sum over part of the nodes must not look like a drop, nor a largest over part of them like relief. A broker that Kafka
 * itself does not find is away, not silent: what it does not do is not missing. What the active controller tells needs no
 * other.
 */
export function together(metric: Metric, key: MetricKey, cluster: Cluster): number | null {
  if (metric.over === 'none') return null
  const controller = cluster.facts.registry.value?.controllerId ?? null
  const speakers = cluster.nodes.filter(({ target }) => SPEAKERS[metric.on].includes(target.role))
  let isWhole = true
  const values: number[] = []
  for (const node of speakers) {
    const value = isFresh(node, cluster.now) ? node.values.get(key) : undefined
    if (value !== undefined && metric.over === 'controller' && node.target.nodeId === controller) return value
    if (value !== undefined) values.push(value)
    else isWhole &&= !isExpected(node, key, cluster)
  }
  if (!isWhole || values.length === 0) return null
  if (metric.over === 'sum') return values.reduce((sum, value) => sum + value, 0)
  return metric.over === 'min' ? Math.min(...values) : Math.max(...values)
}

/** Whether every broker that tells rates of topics tells them now. */
export function allTell({ nodes, facts, now }: Cluster): boolean {
  return nodes.every(
    (node) =>
      node.target.role !== 'broker' ||
      isFresh(node, now) ||
      isAway(node, facts) ||
      (!isNamed(node, facts) && now - node.observedAt > EXPECTED_FOR_MS),
  )
}

/** What is older is no value of now. */
export function isFresh({ observedAt, intervalMs }: NodeValues, now: number): boolean {
  return now - observedAt <= 2 * intervalMs + GRACE_MS
}

/**
 * Whoever is silent while its exporter is still named, and Kafka finds it, is missed until it speaks again; a controller,
 * of which Kafka does not say whether it is there, for as long as a key that is told no more.
 */
function isExpected(node: NodeValues, key: MetricKey, { facts, now }: Cluster): boolean {
  const told = node.lastTold.get(key)
  if (told === undefined || isAway(node, facts)) return false
  const isMissed = !isFresh(node, now) && isNamed(node, facts) && node.target.role !== 'controller'
  return (isMissed ? node.observedAt : now) - told <= EXPECTED_FOR_MS
}

function isNamed({ target }: NodeValues, { metrics }: ClusterFacts): boolean {
  return metrics.has(target.id)
}

function isAway({ target }: NodeValues, { registry }: ClusterFacts): boolean {
  if (target.role === 'controller' || registry.value === undefined) return false
  const broker = registry.value.brokers.find(({ id }) => id === target.nodeId)
  return broker === undefined || broker.answered === false
}
