import type { Cluster } from '../cluster.ts'
import { fallBehind, type Partition, replicaEndOffset } from '../partition.ts'
import { joinIsr } from './isr.ts'
import { candidate, lead, touchPartition } from './leadership.ts'

/**
 * Starts moving a partition to other brokers (KIP-455): the replicas of both stand together until the new ones are in
 * sync. `bytesPerSecond` is how fast each new replica fetches.
 */
export function startReassignment(
  cluster: Cluster,
  partition: Partition,
  { target, bytesPerSecond }: { target: readonly number[]; bytesPerSecond: number },
): void {
  const before = partition.replicas.filter((id) => !partition.adding.includes(id))
  partition.adding = target.filter((id) => !before.includes(id))
  partition.removing = before.filter((id) => !target.includes(id))
  partition.replicas = [...target, ...partition.removing]
  const fetchPerSecond = bytesPerSecond / partition.log.recordBytes
  for (const id of partition.adding) {
    fallBehind(partition, id, { offset: partition.log.startOffset(cluster.now), since: cluster.now, fetchPerSecond })
  }
  cluster.placementEpoch += 1
  touchPartition(cluster, partition)
  cluster.tell('metadata')
  watch(cluster, partition)
}

/** Gives it up: the new replicas go, the old ones stay. */
export function cancelReassignment(cluster: Cluster, partition: Partition): void {
  settle(
    cluster,
    partition,
    partition.replicas.filter((id) => !partition.adding.includes(id)),
  )
}

export function isReassigning(partition: Partition): boolean {
  return partition.adding.length > 0 || partition.removing.length > 0
}

const LOOK_EVERY_MS = 500

function watch(cluster: Cluster, partition: Partition): void {
  cluster.agenda.after(LOOK_EVERY_MS, (now) => {
    if (!isReassigning(partition)) return
    const end = partition.log.endOffset(now)
    for (const id of partition.adding) {
      const isBehind = !partition.isr.includes(id) && replicaEndOffset(partition, id, now) < end
      if (!isBehind && cluster.brokers.get(id)?.isRegistered === true) joinIsr(cluster, partition, id)
    }
    if (partition.adding.every((id) => partition.isr.includes(id))) {
      settle(
        cluster,
        partition,
        partition.replicas.filter((id) => !partition.removing.includes(id)),
      )
    } else watch(cluster, partition)
    cluster.tell('metadata')
  })
}

function settle(cluster: Cluster, partition: Partition, replicas: number[]): void {
  partition.replicas = replicas
  partition.isr = partition.isr.filter((id) => replicas.includes(id))
  for (const id of partition.laggards?.keys() ?? []) if (!replicas.includes(id)) partition.laggards?.delete(id)
  partition.adding = []
  partition.removing = []
  if (!replicas.includes(partition.leader)) lead(cluster, partition, candidate(cluster, partition))
  cluster.placementEpoch += 1
  touchPartition(cluster, partition)
  cluster.tell('metadata')
}
