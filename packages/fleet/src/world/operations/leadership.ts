import type { Cluster } from '../cluster.ts'
import { dirOfPartition } from '../log-dir.ts'
import type { Partition } from '../partition.ts'
import { minInsyncReplicas, type Topic } from '../topic.ts'

/** A broker that its controller counts on: registered, and with the disk of this partition (absent: with any disk). */
export function isServing(cluster: Cluster, brokerId: number, partition?: Partition): boolean {
  const broker = cluster.brokers.get(brokerId)
  if (broker?.isRegistered !== true) return false
  const dirs = partition === undefined ? broker.logDirs : [dirOfPartition(broker, partition)]
  return dirs.some((dir) => dir?.isOffline === false)
}

/** Gives leadership to a broker, -1 for none, and lets traffic run or stand accordingly. */
export function lead(cluster: Cluster, partition: Partition, brokerId: number): void {
  if (partition.leader === brokerId) return
  partition.leader = brokerId
  partition.leaderEpoch += 1
  // The new coordinator reads the partition first.
  if (partition.topic === '__consumer_offsets') cluster.offsetsLedSince.set(partition.index, cluster.now)
  touchPartition(cluster, partition)
}

/** To be called after ISR or leader of a partition changed. */
export function touchPartition(cluster: Cluster, partition: Partition): void {
  const topic = cluster.topics.get(partition.topic)
  if (topic === undefined) return
  partition.log.setRunning(isWritable(topic, partition), cluster.now)
  cluster.touch(topic)
}

/** Whether producers with acks=all can write. */
export function isWritable(topic: Topic, partition: Partition): boolean {
  return partition.leader >= 0 && partition.isr.length >= Math.min(minInsyncReplicas(topic), partition.replicas.length)
}

/** The first replica in order of preference that is in sync and serves; -1 for none. */
export function candidate(cluster: Cluster, partition: Partition): number {
  const { replicas, isr, elr } = partition
  return replicas.find((id) => (isr.includes(id) || elr.includes(id)) && isServing(cluster, id, partition)) ?? -1
}

/** Preferred leader election on every partition where it can be done. */
export function electPreferred(cluster: Cluster, partitions: Iterable<Partition> = everyPartition(cluster)): void {
  for (const partition of partitions) {
    const preferred = partition.replicas[0] ?? -1
    if (partition.isr.includes(preferred) && isServing(cluster, preferred, partition))
      lead(cluster, partition, preferred)
  }
  cluster.tell('metadata')
}

export function* everyPartition(cluster: Cluster): Generator<Partition> {
  for (const topic of cluster.topics.values()) yield* topic.partitions
}
