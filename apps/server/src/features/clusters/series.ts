import type { Series } from '@perigee/contract'
import { topicIndex } from '@perigee/domain'
import type { HistoryWindow } from '@perigee/store'
import { BROKER_METRICS, CLUSTER_METRICS, type ClusterState, seriesName, TOPIC_METRICS } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { didYouMean, Refusal, shortened } from '../wire/refusal.ts'
import { instantOf, listWords } from '../wire/words.ts'
import { timeRange } from './time-range.ts'

export interface SeriesQuery {
  readonly metric: string
  readonly broker?: number | undefined
  readonly topic?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly points: number
}

/** History is kept this long; older windows would be gaps only. */
const KEPT_MS = 6 * 3_600_000
const MOST_SERIES = 50

/** Recent history of one measure: of the cluster, of a broker or topic, or of all brokers where only brokers have it. */
export function seriesView(cluster: ClusterState, query: SeriesQuery, now: number): Series {
  const asked = timeRange(query, now)
  const range = { fromMs: Math.max(asked.fromMs, now - KEPT_MS - 60_000), toMs: Math.min(asked.toMs, now + 60_000) }
  const { unit, subjects } = subjectsOf(cluster, query)
  const window = { ...range, fromMs: Math.min(range.fromMs, range.toMs - 1), points: query.points }
  const read = subjects.map(({ label, name }) => ({ label, window: cluster.history.read(name, window) }))
  const first: HistoryWindow = read[0]?.window ?? cluster.history.read('', window)
  return {
    data: {
      metric: query.metric,
      unit,
      stepMs: first.stepMs,
      startedAt: instantOf(earliest(read.map(({ window: { startedAt } }) => startedAt))),
      at: [...first.at],
      series: read.map(({ label, window: { mean, max } }) => ({ label, mean: [...mean], max: [...max] })),
    },
    freshness: freshnessOfAnswer(usedOf(cluster.facts, ['registry'], ['topology', 'endOffsets', 'logDirs']), now),
  }
}

interface Subjects {
  readonly unit: string
  readonly subjects: readonly { readonly label: string; readonly name: string }[]
}

function subjectsOf(cluster: ClusterState, { metric, broker, topic }: SeriesQuery): Subjects {
  if (broker !== undefined) {
    mustKnowBroker(cluster, broker)
    const unit = unitOf(BROKER_METRICS, metric, 'a broker')
    return { unit, subjects: [{ label: `broker ${broker}`, name: seriesName(metric, { broker }) }] }
  }
  if (topic !== undefined) {
    mustKnowTopic(cluster, topic)
    const unit = unitOf(TOPIC_METRICS, metric, 'a topic')
    return { unit, subjects: [{ label: topic, name: seriesName(metric, { topic }) }] }
  }
  if (metric in CLUSTER_METRICS || !(metric in BROKER_METRICS)) {
    const unit = unitOf(CLUSTER_METRICS, metric, 'a cluster')
    return { unit, subjects: [{ label: cluster.name, name: seriesName(metric) }] }
  }
  const ids = (cluster.facts.registry.value?.brokers ?? []).map(({ id }) => id).sort((a, b) => a - b)
  const subjects = ids
    .slice(0, MOST_SERIES)
    .map((id) => ({ label: `broker ${id}`, name: seriesName(metric, { broker: id }) }))
  return { unit: unitOf(BROKER_METRICS, metric, 'brokers'), subjects }
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

function unitOf(metrics: Readonly<Record<string, string>>, metric: string, subject: string): string {
  const unit = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined
  if (unit !== undefined) return unit
  throw new Refusal('PGE_UNKNOWN_METRIC', `There is no history of ${shortened(metric)} for ${subject}.`, {
    hint: `There is ${Object.keys(metrics).join(', ')}.`,
  })
}

function earliest(times: readonly (number | null)[]): number | null {
  const told = times.filter((at) => at !== null)
  return told.length === 0 ? null : Math.min(...told)
}
