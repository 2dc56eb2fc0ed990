import type { ClusterSummary, ConditionCounts } from '@perigee/contract'
import type { ClusterJudgement, PartitionCounts } from '@perigee/domain'
import { type ClusterState, seriesName } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { problemWire } from '../wire/problems.ts'
import { usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { releaseWords } from './release.ts'

/** One cluster as the bird's-eye and its own page show it. Numbers are the last known; `freshness` says how far to trust them. */
export function clusterSummary(cluster: ClusterState, judgement: ClusterJudgement, now: number): ClusterSummary {
  const { facts, assessment } = cluster
  const registry = facts.registry.value
  const freshness = freshnessOfAnswer(usedOf(facts, ['registry', 'topology']), now)
  const conditions = conditionsOf(assessment?.counts ?? null)
  const blind = freshness.state === 'lost' || nobodyAnswers(facts)
  return {
    name: cluster.name,
    labels: { ...cluster.config.labels },
    status: judgement.status,
    reasons: [...judgement.reasons],
    problems: judgement.problems.map((problem) => problemWire(cluster, problem)),
    since: instantOf(cluster.onset('status')),
    mode: registry?.mode ?? null,
    release: registry === undefined ? null : releaseWords(registry.brokers.map(({ release }) => release)),
    controllerId: judgement.controller.id,
    brokers: judgement.brokers,
    quorum: judgement.quorum,
    ...sizesOf(assessment?.counts ?? null),
    ...(blind ? UNKNOWN_CONDITIONS : conditions),
    lastKnown: blind ? conditions : null,
    survivableBrokerLosses: blind ? null : judgement.survivableBrokerLosses,
    canLose: blind ? null : judgement.canLose,
    messagesInPerSecond: rateOf(cluster),
    sizeBytes: sizeOf(cluster),
    trend: trendOf(cluster, now),
    observedAt: freshness.observedAt,
    ageMs: freshness.ageMs,
    expectedIntervalMs: freshness.expectedIntervalMs,
    freshness: freshness.state,
  }
}

/** No address answered the newest question: what was true a moment ago is not known to be true now. */
function nobodyAnswers({ registry }: ClusterState['facts']): boolean {
  return registry.failure !== undefined
}

function sizesOf(counts: PartitionCounts | null) {
  return {
    topics: counts?.topics ?? null,
    partitions: counts?.partitions ?? null,
    replicas: counts?.replicas ?? null,
    rackViolations: counts?.rackViolations ?? null,
  }
}

function conditionsOf(counts: PartitionCounts | null): ConditionCounts {
  return {
    offlinePartitions: counts?.offline ?? null,
    underMinIsrPartitions: counts?.underMinIsr ?? null,
    atMinIsrPartitions: counts?.atMinIsr ?? null,
    atMinIsrByDesignPartitions: counts?.atMinIsrByDesign ?? null,
    underReplicatedPartitions: counts?.underReplicated ?? null,
    reassigningPartitions: counts?.reassigning ?? null,
    nonPreferredLeaders: counts?.nonPreferredLeaders ?? null,
  }
}
const UNKNOWN_CONDITIONS = conditionsOf(null)

function rateOf({ facts }: ClusterState): number | null {
  const rate = facts.endOffsets.value?.totalMessagesPerSecond
  return rate === undefined || Number.isNaN(rate) ? null : rate
}

/** Bytes on all brokers; null while some broker's log directories were never read: a part is not the size. */
function sizeOf({ assessment }: ClusterState): number | null {
  const sizes = [...(assessment?.byBroker.values() ?? [])].map(({ sizeBytes }) => sizeBytes)
  if (sizes.length === 0) return null
  return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0)
}

const HOUR_MS = 3_600_000
const TREND_POINTS = 60

function trendOf({ history }: ClusterState, now: number): (number | null)[] {
  const series = seriesName('messagesInPerSecond')
  if (!history.has(series)) return []
  return history.read(series, { fromMs: now - HOUR_MS, toMs: now, points: TREND_POINTS }).mean.slice(-TREND_POINTS)
}
