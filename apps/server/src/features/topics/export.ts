import type { ClusterState } from '../../facts/state.ts'
import { lostOf } from '../clusters/lost.ts'
import { csvChunks } from '../listing/csv.ts'
import { notKnownYet } from '../wire/refusal.ts'
import { topicRow } from './row.ts'
import { type ListQuery, pickTopics } from './view.ts'

const HEAD = [
  'topic',
  'status',
  'condition',
  'internal',
  'partitions',
  'replication_factor',
  'min_insync_replicas',
  'offline_partitions',
  'under_min_isr_partitions',
  'under_replicated_partitions',
  'size_bytes',
  'size_is_partial',
  'messages_in_per_second',
  'retention_ms',
  'retention_bytes',
  'cleanup_policy',
  'leader_skew',
]

/** Every topic that a filter matches, in its order, as CSV. */
export function topicsCsv(cluster: ClusterState, query: ListQuery, now: number) {
  const { assessment, facts } = cluster
  if (assessment === null) throw notKnownYet(cluster, 'topics')
  const { table, picked } = pickTopics(cluster, assessment, { query, now })
  const lost = lostOf(facts, now)
  const cells = (t: number) => {
    const row = topicRow(table, t, lost)
    return [
      row.name,
      row.status,
      row.condition ?? '',
      row.internal,
      row.partitions,
      row.replicationFactor,
      row.minIsr,
      row.offlinePartitions,
      row.underMinIsrPartitions,
      row.underReplicatedPartitions,
      row.sizeBytes,
      row.sizePartial,
      row.messagesInPerSecond,
      row.retentionMs,
      row.retentionBytes,
      row.cleanup,
      row.leaderSkew,
    ]
  }
  const fileName = `${cluster.name.replaceAll(/[^\w.-]/g, '_')}-topics.csv`
  return { fileName, chunks: csvChunks(HEAD, picked.all, cells) }
}
