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
 * itself does not find is away, not silent: what it does not do is not missing.
 */
export function together(metric: Metric, key: MetricKey, cluster: Cluster): number | null {
  if (metric.over === 'none') return null
  const speakers = cluster.nodes.filter(({ target }) => SPEAKERS[metric.on].includes(target.role))
  const told: { readonly value: number; readonly node: NodeValues }[] = []
  for (const node of speakers) {
    const value = isFresh(node, cluster.now) ? node.values.get(key) : undefined
    if (value !== undefined) told.push({ value, node })
    else if (isExpected(node, key, cluster)) return null
  }
  if (told.length === 0) return null
  const values = told.map(({ value }) => value)
  if (metric.over === 'sum') return values.reduce((sum, value) => sum + value, 0)
  if (metric.over === 'min') return Math.min(...values)
  const controller = cluster.facts.registry.value?.controllerId ?? null
  const active = metric.over === 'controller' ? told.find(({ node }) => node.target.nodeId === controller) : undefined
  return active?.value ?? Math.max(...values)
}

/** Whether every broker that tells rates of topics tells them now. */
export function allTell({ nodes, facts, now }: Cluster): boolean {
  return nodes.every((node) => node.target.role !== 'broker' || isFresh(node, now) || isAway(node, facts))
}

function isFresh({ observedAt, intervalMs }: NodeValues, now: number): boolean {
  return now - observedAt <= 2 * intervalMs + GRACE_MS
}

function isExpected(node: NodeValues, key: MetricKey, { facts, now }: Cluster): boolean {
  const told = node.lastTold.get(key)
  return told !== undefined && now - told <= EXPECTED_FOR_MS && !isAway(node, facts)
}

function isAway({ target }: NodeValues, { registry }: ClusterFacts): boolean {
  if (target.role === 'controller' || registry.value === undefined) return false
  const broker = registry.value.brokers.find(({ id }) => id === target.nodeId)
  return broker === undefined || broker.answered === false
}
