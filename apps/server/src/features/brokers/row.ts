import type { BrokerRow } from '@perigee/contract'
import type { BrokerStanding } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { instantOf } from '../wire/words.ts'
import { diskTotals } from './disks.ts'

/** One broker as the list shows it. What it holds is counted over the whole cluster's metadata, not told by the broker. */
export function brokerRow(cluster: ClusterState, standing: BrokerStanding): BrokerRow {
  const { id, fact } = standing
  const { facts, assessment } = cluster
  const logDirs = facts.logDirs.get(id)
  const code = troubleCode(cluster, standing)
  return {
    id,
    host: fact?.host ?? null,
    port: fact?.port ?? null,
    rack: standing.rack,
    status: standing.status,
    word: standing.word,
    reasons: [...standing.reasons],
    since: instantOf(code === null ? null : cluster.onset(code)),
    heldBefore: code !== null && cluster.heldBefore(code),
    registered: standing.registered,
    answering: standing.answering,
    controller: standing.controller,
    release: fact?.release ?? null,
    latencyMs: standing.answering === true ? (fact?.latencyMs ?? null) : null,
    ...countsOf(assessment, id),
    ...diskTotals(logDirs?.value),
    sizesObservedAt: instantOf(logDirs?.observedAt),
  }
}

/** The problem that its trouble is told by: for the broker, its whole rack, or many brokers at once; or that it is slow. */
function troubleCode(cluster: ClusterState, { id, rack, trouble, slowBy }: BrokerStanding): string | null {
  if (trouble === null) return slowBy
  const codes = [`broker-${trouble}:${id}`, `rack-${trouble}:${rack}`, `brokers-${trouble}`]
  return codes.find((code) => cluster.onset(code) !== null) ?? null
}

function countsOf(assessment: ClusterState['assessment'], id: number) {
  const counts = assessment?.byBroker.get(id)
  // A broker that no replica list names holds nothing: that is known, once any topology was read.
  const none = assessment === null ? null : 0
  return {
    leaders: counts?.leaders ?? none,
    preferredLeaders: counts?.preferredLeaders ?? none,
    replicas: counts?.replicas ?? none,
    underReplicatedPartitions: counts?.underReplicated ?? none,
    outOfSyncReplicas: counts?.outOfSync ?? none,
    offlineReplicas: counts?.offlineReplicas ?? none,
    sizeBytes: counts?.sizeBytes ?? null,
    messagesInPerSecond: counts?.messagesInPerSecond ?? null,
  }
}
