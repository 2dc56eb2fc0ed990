// Where replicas lie on a broker, and what they take there.
import type { Broker, LogDir } from './broker.ts'
import type { Cluster } from './cluster.ts'
import { type Partition, replicaEndOffset } from './partition.ts'
import { javaHash } from './random.ts'

/** Which of a broker's directories holds a partition. */
export function dirOfPartition({ logDirs }: Broker, { topic, index }: Partition): LogDir | undefined {
  if (logDirs.length === 1) return logDirs[0]
  return logDirs[((javaHash(topic) & 0x7fff_ffff) + index) % logDirs.length]
}

/** Size of one replica at a moment (epoch ms), in bytes. */
export function replicaBytes(partition: Partition, brokerId: number, now: number): number {
  const end = replicaEndOffset(partition, brokerId, now)
  const start = Math.min(end, partition.log.startOffset(now))
  return Math.round((end - start) * partition.log.recordBytes)
}

/** Bytes in use on a directory's volume, Kafka's and others'. */
export function usedBytes(cluster: Cluster, broker: Broker, dir: LogDir): number {
  let sum = dir.otherBytes
  for (const partition of cluster.hostedBy(broker.id)) {
    if (dirOfPartition(broker, partition) === dir) sum += replicaBytes(partition, broker.id, cluster.now)
  }
  return sum
}
