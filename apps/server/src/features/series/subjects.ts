// Whose series are asked for, what they are called in the history, and the refusals for what nobody keeps.
import type { SeriesQuery } from '@perigee/contract'
import {
  CHARTED_TOPIC_KEYS,
  isCharted,
  type Metric,
  type MetricTarget,
  metricOfKey,
  type NodeRole,
  topicIndex,
} from '@perigee/domain'
import { BROKER_METRICS, CLUSTER_METRICS, type ClusterState, seriesName, TOPIC_METRICS } from '../../facts/state.ts'
import { didYouMean, Refusal, shortened } from '../wire/refusal.ts'
import { listWords } from '../wire/words.ts'

export interface Subject {
  readonly label: string
  /** Null: of the cluster or a topic. */
  readonly node: number | null
  /** In the history. */
  readonly name: string
}

export interface Subjects {
  readonly title: string
  readonly unit: string
  /** Null: a measure of Perigee's own, which no other source keeps. */
  readonly metric: Metric | null
  readonly role: NodeRole | null
  readonly topic: string | null
  readonly list: readonly Subject[]
}

type Asked = Pick<SeriesQuery, 'metric' | 'broker' | 'controller' | 'host' | 'topic' | 'by'>

/** Nodes that one answer holds at most. */
export const MOST_NODES = 200

export function subjectsOf(cluster: ClusterState, asked: Asked): Subjects {
  const { metric, topic } = asked
  const own = { title: metric, metric: null, role: null, topic: null }
  if (topic !== undefined) {
    mustKnowTopic(cluster, topic)
    const known = measureOf(metric, TOPIC_METRICS, (key) => (CHARTED_TOPIC_KEYS as readonly string[]).includes(key))
    if (known === null) throw unknown(metric, 'a topic', [...Object.keys(TOPIC_METRICS), ...CHARTED_TOPIC_KEYS])
    return { ...own, ...known, topic, list: [{ label: topic, node: null, name: seriesName(metric, { topic }) }] }
  }
  const node = nodeOf(asked)
  if (node !== null) {
    if (node.role !== 'controller') mustKnowBroker(cluster, node.id)
    return { ...own, ...ofNodes(metric, node.role), role: node.role, list: [subject(node.role, node.id, metric)] }
  }
  const ofCluster = measureOf(metric, CLUSTER_METRICS, isKeptOfClusters)
  if (asked.by === undefined && ofCluster !== null)
    return { ...own, ...ofCluster, list: [{ label: cluster.name, node: null, name: metric }] }
  const role = roleOf(metric)
  if (role === null || (asked.by === undefined && !Object.hasOwn(BROKER_METRICS, metric)))
    throw unknown(metric, 'a cluster', [...Object.keys(CLUSTER_METRICS), ...Object.keys(BROKER_METRICS)])
  const ids = idsOf(cluster, role).slice(0, MOST_NODES)
  return { ...own, ...ofNodes(metric, role), role, list: ids.map((id) => subject(role, id, metric)) }
}

/** Where another source has a node's values. */
export function targetsOf({ facts }: ClusterState, { role, list }: Subjects): readonly MetricTarget[] {
  const wanted = new Set(list.map(({ node }) => node))
  return [...facts.metrics.values()].flatMap(({ value }) =>
    value !== undefined && value.target.role === role && wanted.has(value.target.nodeId) ? [value.target] : [],
  )
}

interface Measure {
  readonly title: string
  readonly unit: string
  readonly metric: Metric | null
}

function measureOf(
  key: string,
  own: Readonly<Record<string, string>>,
  isKept: (key: string) => boolean,
): Measure | null {
  const unit = Object.hasOwn(own, key) ? own[key] : undefined
  if (unit !== undefined) return { title: key, unit, metric: null }
  const metric = metricOfKey(key)
  if (metric === undefined || !isKept(key)) return null
  return { title: titleOf(metric, key), unit: key.endsWith('/rate') ? '1/s' : metric.unit, metric }
}

const ROLES: readonly NodeRole[] = ['broker', 'controller', 'host']
const isKeptOfClusters = (key: string) =>
  ROLES.some((role) => isCharted(role, key)) && metricOfKey(key)?.over !== 'none'

function ofNodes(metric: string, role: NodeRole): Measure {
  const known = measureOf(metric, role === 'broker' ? BROKER_METRICS : {}, (key) => isCharted(role, key))
  if (known === null) throw unknown(metric, `a ${role}`, Object.keys(BROKER_METRICS))
  return known
}

/** `Total time, Produce p99`. */
function titleOf({ id, title }: Metric, key: string): string {
  const rest = key.slice(id.length + 1).replaceAll('/', ' ')
  return rest === '' ? title : `${title}, ${rest}`
}

function nodeOf({ broker, controller, host }: Asked): { role: NodeRole; id: number } | null {
  if (broker !== undefined) return { role: 'broker', id: Number(broker) }
  if (controller !== undefined) return { role: 'controller', id: Number(controller) }
  return host === undefined ? null : { role: 'host', id: Number(host) }
}

function roleOf(metric: string): NodeRole | null {
  if (Object.hasOwn(BROKER_METRICS, metric)) return 'broker'
  const on = metricOfKey(metric)?.on
  if (on === undefined || !ROLES.some((role) => isCharted(role, metric))) return null
  return on === 'node' ? 'broker' : on
}

/** Also those that are away: a map over time has a row for them. Controllers of ZooKeeper mode are brokers. */
function idsOf({ facts, remembered }: ClusterState, role: NodeRole): readonly number[] {
  const controllers = [...facts.metrics.values()].flatMap(({ value }) =>
    value?.target.role === 'controller' && value.target.nodeId !== null ? [value.target.nodeId] : [],
  )
  const ids = role === 'controller' && controllers.length > 0 ? controllers : [...remembered.keys()]
  return [...new Set(ids)].sort((a, b) => a - b)
}

function subject(role: NodeRole, id: number, metric: string): Subject {
  const label = role === 'host' ? `host of broker ${id}` : `${role} ${id}`
  return { label, node: id, name: `${role}/${id}/${metric}` }
}

function mustKnowBroker({ name, facts, remembered }: ClusterState, id: number): void {
  const ids = (facts.registry.value?.brokers ?? []).map((broker) => broker.id)
  if (facts.registry.value === undefined || ids.includes(id) || remembered.has(id)) return
  const hint = `There are brokers ${listWords(ids, 12)}.`
  throw new Refusal('PGE_UNKNOWN_BROKER', `There is no broker ${id} in ${name}.`, { hint })
}

function mustKnowTopic({ name, assessment }: ClusterState, topic: string): void {
  if (assessment === null || topicIndex(assessment.topology.topics, topic) >= 0) return
  const hint = didYouMean(topic, assessment.topology.topics.names)
  throw new Refusal('PGE_UNKNOWN_TOPIC', `There is no topic ${shortened(topic)} in ${name}.`, { hint })
}

function unknown(metric: string, of: string, known: readonly string[]): Refusal {
  return new Refusal('PGE_UNKNOWN_METRIC', `There is no history of ${shortened(metric)} for ${of}.`, {
    hint: `There is ${known.join(', ')}, and what exporters tell, such as bytes_in or req_total_ms/Produce/p99.`,
  })
}
