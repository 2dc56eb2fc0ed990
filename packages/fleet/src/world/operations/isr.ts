import type { Cluster } from '../cluster.ts'
import { catchUp, fallBehind, type Partition, replicaEndOffset } from '../partition.ts'
import { candidate, lead, touchPartition } from './leadership.ts'

/** Releases that keep the last replicas as eligible leaders and empty the ISR (KIP-966). */
export function hasEligibleLeaders(cluster: Cluster): boolean {
  return cluster.identity.mode === 'kraft' && Number.parseFloat(cluster.identity.release) >= 4.1
}

/**
 * A replica leaves the ISR and stands still. The last one of all stays as the only hope: in the ISR in ZooKeeper mode and
 * older KRaft, as eligible leader with an empty ISR from 4.1 on; either way without a leader while its broker is away.
 */
export function leaveIsr(cluster: Cluster, partition: Partition, brokerId: number): void {
  fallBehind(partition, brokerId, {
    offset: replicaEndOffset(partition, brokerId, cluster.now),
    since: cluster.now,
    fetchPerSecond: 0,
  })
  const rest = partition.isr.filter((id) => id !== brokerId)
  if (rest.length > 0) partition.isr = rest
  else if (hasEligibleLeaders(cluster)) {
    partition.isr = []
    partition.elr = [brokerId]
  }
  if (partition.leader === brokerId) lead(cluster, partition, candidate(cluster, partition))
  touchPartition(cluster, partition)
}

/** A replica has everything its leader has, and is in sync again; an orphaned partition gets its leader back. */
export function joinIsr(cluster: Cluster, partition: Partition, brokerId: number): void {
  if (!partition.replicas.includes(brokerId)) return
  catchUp(partition, brokerId)
  partition.elr = partition.elr.filter((id) => id !== brokerId)
  if (!partition.isr.includes(brokerId)) {
    partition.isr = partition.replicas.filter((id) => id === brokerId || partition.isr.includes(id))
  }
  if (partition.leader < 0) lead(cluster, partition, candidate(cluster, partition))
  touchPartition(cluster, partition)
}
