import type { Cluster } from '../cluster.ts'
import { catchUp, type Partition, replicaEndOffset } from '../partition.ts'
import { isServing, lead, touchPartition } from './leadership.ts'

/**
 * Makes a replica leader that is not in sync: what only the old leader had is lost. False when no replica serves.
 */
export function electUnclean(cluster: Cluster, partition: Partition): boolean {
  const serving = partition.replicas.filter((id) => isServing(cluster, id, partition))
  const ends = serving.map((id) => replicaEndOffset(partition, id, cluster.now))
  const furthest = ends.indexOf(Math.max(...ends))
  const chosen = serving[furthest]
  if (chosen === undefined) return false
  partition.log.truncateTo(ends[furthest] ?? 0, cluster.now)
  catchUp(partition, chosen)
  partition.isr = [chosen]
  partition.elr = []
  lead(cluster, partition, chosen)
  touchPartition(cluster, partition)
  cluster.tell('metadata')
  return true
}
