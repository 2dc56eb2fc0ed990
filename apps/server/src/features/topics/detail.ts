import type { TopicDetail } from '@perigee/contract'
import {
  type Assessment,
  AT_MIN_ISR,
  NON_PREFERRED_LEADER,
  OFFLINE,
  REASSIGNING,
  topicIndex,
  UNDER_MIN_ISR,
  worstFirst,
} from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { lostOf } from '../clusters/lost.ts'
import type { Lost } from '../partitions/conditions.ts'
import { anyReplica } from '../partitions/replicas.ts'
import { partitionRow } from '../partitions/row.ts'
import { changeWire } from '../wire/changes.ts'
import { configWires } from '../wire/configs.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { gapsOf } from '../wire/gaps.ts'
import { sizesIntervalMs, sizesObservedAt, usedOf } from '../wire/readings.ts'
import { didYouMean, notKnownYet, Refusal, shortened } from '../wire/refusal.ts'
import { clockSecondsWords, instantOf } from '../wire/words.ts'
import { retentionOf } from './retention.ts'
import { known, topicRow } from './row.ts'
import { topicSentence } from './sentence.ts'
import { type TopicTable, topicTable } from './table.ts'

const MOST_ROWS = 200
const DAY_MS = 86_400_000

/** One topic, or a refusal: unknown by name, or nothing known yet. */
export function topicView(cluster: ClusterState, name: string, now: number): TopicDetail {
  const { facts, assessment } = cluster
  if (assessment === null) throw notKnownYet(cluster, 'topics')
  const t = topicIndex(assessment.topology.topics, name)
  if (t < 0) throw unknownTopic(cluster.name, name, assessment)
  const table = topicTable(assessment, facts)
  const lost = lostOf(facts, now)
  return {
    data: {
      ...topicRow(table, t, lost),
      ...partsOf(cluster, table, { t, lost, now }),
      topicId: assessment.topology.topics.ids[t] ?? null,
      leadersPerBroker: leadersPerBroker(assessment, t),
      configs: configWires(facts.topicConfigs.value?.byTopic.get(name)),
      retention: retentionOf(table.settings[t] ?? NO_SETTINGS, largestReplica(assessment, t)),
      sizesObservedAt: instantOf(sizesObservedAt(facts)),
      sizesIntervalMs: sizesIntervalMs(facts),
      ratesObservedAt: instantOf(facts.endOffsets.observedAt),
      configsObservedAt: instantOf(facts.topicConfigs.observedAt),
      configsIntervalMs: facts.topicConfigs.intervalMs,
      changes: cluster
        .changes(now - DAY_MS)
        .filter(({ subject }) => subject.topic === name)
        .map(changeWire),
      gaps: gapsOf(facts, ['topology', 'topicConfigs', 'endOffsets', 'logDirs']),
    },
    freshness: freshnessOfAnswer(
      usedOf(facts, ['topology'], ['registry', 'topicConfigs', 'logDirs', 'endOffsets']),
      now,
    ),
  }
}

const NO_SETTINGS = { retentionMs: null, retentionBytes: null, cleanup: null, uncleanElection: null }

function unknownTopic(cluster: string, name: string, { topology }: Assessment): Refusal {
  const hint = `${didYouMean(name, topology.topics.names)} A topic made seconds ago shows after the next poll.`
  return new Refusal('PGE_UNKNOWN_TOPIC', `There is no topic ${shortened(name)} in ${cluster}.`, { hint })
}

interface Parts {
  readonly t: number
  readonly lost: Lost
  readonly now: number
}

function partsOf({ facts }: ClusterState, table: TopicTable, { t, lost, now }: Parts) {
  const { assessment } = table
  const { flags } = assessment
  const rows = rowsOf(assessment, t)
  const having = (bit: number) => rows.filter((row) => ((flags[row] ?? 0) & bit) !== 0)
  const ids = (list: readonly number[]) => list.map((row) => assessment.topology.partitions.id[row] ?? 0)
  const row = topicRow(table, t, lost)
  const described = row.partitions !== null
  const sentence = topicSentence({
    ...row,
    offline: ids(having(OFFLINE)),
    refusing: ids(having(UNDER_MIN_ISR).filter((r) => ((flags[r] ?? 0) & OFFLINE) === 0)),
    atMinIsr: having(AT_MIN_ISR).length,
    underReplicated: row.underReplicatedPartitions ?? 0,
    reassigning: having(REASSIGNING).length,
    asOf:
      lost === 'lost' && facts.topology.observedAt !== undefined
        ? clockSecondsWords(facts.topology.observedAt, now)
        : null,
  })
  const worst = [...rows].sort((a, b) => worstFirst(flags[a] ?? 0, flags[b] ?? 0) || a - b).slice(0, MOST_ROWS)
  return {
    sentence,
    atMinIsrPartitions: row.underMinIsrPartitions === null ? null : having(AT_MIN_ISR).length,
    reassigningPartitions: described && facts.topology.value?.reassignments != null ? having(REASSIGNING).length : null,
    nonPreferredLeaders: described ? having(NON_PREFERRED_LEADER).length : null,
    partitionRows: worst.map((r) => partitionRow(assessment, r, { lost, offsets: facts.endOffsets.value })),
  }
}

function rowsOf({ topology: { topics } }: Assessment, t: number): number[] {
  const first = topics.firstRow[t] ?? 0
  return Array.from({ length: (topics.firstRow[t + 1] ?? 0) - first }, (_, index) => first + index)
}

/** Leaders and replicas of the topic on each broker that holds any, by broker id. */
function leadersPerBroker(assessment: Assessment, t: number): TopicDetail['data']['leadersPerBroker'] {
  const counts = new Map<number, { broker: number; leaders: number; replicas: number }>()
  const of = (broker: number) => {
    const known = counts.get(broker) ?? { broker, leaders: 0, replicas: 0 }
    counts.set(broker, known)
    return known
  }
  for (const row of rowsOf(assessment, t)) {
    const leader = assessment.topology.partitions.leader[row] ?? -1
    if (leader >= 0) of(leader).leaders += 1
    anyReplica(assessment, row, (broker) => {
      of(broker).replicas += 1
      return false
    })
  }
  return [...counts.values()].sort((a, b) => a.broker - b.broker)
}

/** Bytes of the largest replica of any of its partitions: what the size limit is measured against. */
function largestReplica({ topology: { topics, partitions }, replicaSizeBytes }: Assessment, t: number): number | null {
  const from = partitions.firstReplica[topics.firstRow[t] ?? 0] ?? 0
  const to = partitions.firstReplica[topics.firstRow[t + 1] ?? 0] ?? 0
  let largest = Number.NaN
  for (let slot = from; slot < to; slot += 1) {
    const size = replicaSizeBytes[slot] ?? Number.NaN
    if (!Number.isNaN(size) && !(size <= largest)) largest = size
  }
  return known(largest)
}
