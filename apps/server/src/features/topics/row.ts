import type { Status, TopicRow } from '@perigee/contract'
import { MIN_ISR_UNKNOWN } from '@perigee/domain'
import { CONDITIONS, type Lost, QUIET_RANK } from '../partitions/conditions.ts'
import { replicasOf } from '../partitions/replicas.ts'
import { topicFilter } from '../wire/filters.ts'
import { plural, thousands } from '../wire/words.ts'
import { RANK_SKEWED, RANK_WEAK, type TopicTable } from './table.ts'

/** One topic as the list shows it. */
export function topicRow(table: TopicTable, t: number, lost: Lost): TopicRow {
  const { assessment } = table
  const worstRow = assessment.topicWorstRow[t] ?? -1
  const described = known(table.partitions[t]) !== null
  const minIsrKnown = described && ((assessment.topicFlags[t] ?? 0) & MIN_ISR_UNKNOWN) === 0
  return {
    name: table.names[t] as string,
    internal: table.internal[t] === 1,
    status: topicStatus(table, t, lost),
    ...topicCondition(table, t),
    partitions: known(table.partitions[t]),
    replicationFactor: known(table.replicationFactor[t]),
    minIsr: known(table.minIsr[t]),
    worstReplicas: worstRow < 0 ? [] : replicasOf(assessment, worstRow),
    offlinePartitions: described ? (table.offline[t] ?? null) : null,
    underMinIsrPartitions: minIsrKnown ? (table.underMinIsr[t] ?? null) : null,
    underReplicatedPartitions: described ? (table.underReplicated[t] ?? null) : null,
    sizeBytes: known(assessment.topicSizeBytes[t]),
    sizePartial: assessment.topicSizePartial[t] === 1,
    messagesInPerSecond: known(assessment.topicMessagesInPerSecond[t]),
    retentionMs: known(table.retentionMs[t]),
    retentionBytes: known(table.retentionBytes[t]),
    cleanup: table.cleanup[t] ?? null,
    leaderSkew: known(table.skew[t]),
  }
}

/** Status by rank; when the metadata is lost, what was fine or moving then is unknown now. */
export function topicStatus({ rank }: TopicTable, t: number, lost: Lost): Status {
  const status = statusOfRank(rank[t] ?? 0)
  return lost === 'lost' && (status === 'ok' || status === 'busy') ? 'unknown' : status
}

function statusOfRank(rank: number): Status {
  return rank < QUIET_RANK ? (CONDITIONS[rank]?.status ?? 'ok') : 'ok'
}

/** The worst finding in words, and the filter that opens the partitions it counts. */
export function topicCondition(table: TopicTable, t: number): { condition: string | null; conditionQ: string | null } {
  const rank = table.rank[t] ?? 0
  const { topology, flags } = table.assessment
  const error = topology.topics.errors[t] ?? 0
  if (rank === RANK_SKEWED) return quiet(`leaders skewed ${(table.skew[t] ?? 0).toFixed(1)}×`)
  if (rank === RANK_WEAK) return quiet(weakness(table, t))
  const found = rank < QUIET_RANK ? CONDITIONS[rank] : undefined
  if (found === undefined) return quiet(null)
  let count = 0
  for (let row = topology.topics.firstRow[t] ?? 0; row < (topology.topics.firstRow[t + 1] ?? 0); row += 1) {
    if (((flags[row] ?? 0) & found.bit) !== 0) count += 1
  }
  if (count === 0) return quiet(errorWords(error))
  return {
    condition: `${thousands(count)} ${found.counted}`,
    conditionQ: topicFilter(table.names[t] as string, `is:${found.name}`),
  }
}

function quiet(condition: string | null) {
  return { condition, conditionQ: null }
}

/** TOPIC_AUTHORIZATION_FAILED. */
const NOT_AUTHORISED = 29

export function errorWords(error: number): string {
  return error === NOT_AUTHORISED ? 'describe refused: no permission' : `not described: Kafka error ${error}`
}

function weakness(table: TopicTable, t: number): string {
  if (table.replicationFactor[t] === 1) return 'one copy only'
  return table.settings[t]?.uncleanElection === true ? 'unclean election on' : 'min ISR 1'
}

/** NaN and absent are unknown. */
export function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

/** `3 partitions`, or the word for not knowing. */
export function partitionWords(count: number | null): string {
  return count === null ? 'an unknown number of partitions' : plural(count, 'partition')
}
