// What clients wrote into the simulated partitions, beside what the world's traffic is supposed to have written.
import type { Cluster } from '../world/cluster.ts'
import type { Partition } from '../world/partition.ts'
import { hashOf } from './records/chance.ts'
import { PartitionLog, ProducerIds, ProducerStates, type SyntheticPartition } from './records/index.ts'

/** Bytes kept of one partition: what is older falls to retention, so that memory stays bounded whatever is produced. */
const CAP_BYTES = 8 * 1024 * 1024

export interface Produced {
  readonly log: PartitionLog
  readonly producers: ProducerStates
  /** Told when something was appended: Fetch requests that wait. */
  readonly waiting: Set<() => void>
}

const byPartition = new WeakMap<Partition, Produced>()
const idsByCluster = new WeakMap<Cluster, ProducerIds>()

/** Made on first use; goes with its partition. */
export function producedOf(partition: Partition): Produced {
  const known = byPartition.get(partition)
  if (known !== undefined) return known
  const fresh = {
    log: new PartitionLog({ capBytes: CAP_BYTES }),
    producers: new ProducerStates(),
    waiting: new Set<() => void>(),
  }
  byPartition.set(partition, fresh)
  return fresh
}

/**
 * What clients wrote and the world still has: retention, DeleteRecords and unclean elections happen to the world's log
 * first. Null where no client ever wrote and none waits: most partitions of a large world.
 */
export function producedLog(partition: Partition, now: number): PartitionLog | null {
  const log = byPartition.get(partition)?.log
  if (log === undefined) return null
  log.truncateTo(BigInt(partition.log.endOffset(now)))
  log.deleteBefore(BigInt(partition.log.startOffset(now)))
  return log
}

export function producerIdsOf(cluster: Cluster): ProducerIds {
  const ids = idsByCluster.get(cluster) ?? new ProducerIds()
  idsByCluster.set(cluster, ids)
  return ids
}

/** The partition as a source of made records at a moment. */
export function syntheticOf(
  partition: Partition,
  { cluster, now }: { cluster: Cluster; now: number },
): SyntheticPartition {
  const { log, topic, index, leaderEpoch } = partition
  return {
    seed: hashOf(cluster.identity.clusterId),
    topic,
    partition: index,
    leaderEpoch,
    averageSizeBytes: log.recordBytes,
    timestampAt: (offset) => log.timestampOf(Number(offset), now) ?? now,
  }
}
