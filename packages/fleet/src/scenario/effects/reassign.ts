import type { Cluster } from '../../world/cluster.ts'
import { replicaBytes } from '../../world/log-dir.ts'
import { cancelReassignment, isReassigning, startReassignment } from '../../world/operations/reassignment.ts'
import type { Partition } from '../../world/partition.ts'
import { trafficFactor } from '../../world/traffic.ts'
import { ms } from '../duration.ts'
import type { Effects, Scene } from '../stage.ts'

const BACK_WITHIN_MS = 15_000
const THROTTLES = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate']

export const REASSIGN_EFFECTS: Effects<'reassign'> = {
  reassign({ from, to, partitions, within }, scene) {
    const { cluster } = scene
    const chosen = movable(cluster, { from, to }).slice(0, partitions)
    const before = new Map(chosen.map((one) => [one, one.replicas]))
    let bytesPerSecond = 0
    for (const partition of chosen) {
      const target = partition.replicas.map((id) => (id === from ? to : id))
      bytesPerSecond += move(cluster, partition, { target, withinMs: ms(within) })
    }
    const unthrottle = throttle(scene, [from, to], Math.ceil(bytesPerSecond))
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      unthrottle()
      for (const [partition, target] of before) goBack(cluster, partition, target)
    }
  },
}

/** The largest first: they take longest, so that there is something to watch. */
function movable(cluster: Cluster, { from, to }: { from: number; to: number }): Partition[] {
  if (!cluster.brokers.has(to)) return []
  return cluster
    .hostedBy(from)
    .filter((one) => !one.replicas.includes(to) && !isReassigning(one) && one.isr.length === one.replicas.length)
    .map((one) => ({ one, sizeBytes: replicaBytes(one, from, cluster.now) }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .map(({ one }) => one)
}

/** Starts one move at the speed that makes it take so long; gives that speed in bytes per second. */
function move(
  cluster: Cluster,
  partition: Partition,
  { target, withinMs }: { target: readonly number[]; withinMs: number },
): number {
  const { log } = partition
  const written = log.ratePerSecond * trafficFactor(log.curve, cluster.now) * log.recordBytes
  const bytesPerSecond = (log.sizeBytes(cluster.now) / withinMs) * 1_000 + written + log.recordBytes
  startReassignment(cluster, partition, { target, bytesPerSecond })
  return bytesPerSecond
}

function goBack(cluster: Cluster, partition: Partition, target: readonly number[]): void {
  if (cluster.partition(partition.topic, partition.index) !== partition) return
  if (isReassigning(partition)) cancelReassignment(cluster, partition)
  if (partition.replicas.join() !== target.join()) move(cluster, partition, { target, withinMs: BACK_WITHIN_MS })
}

/** The throttle stands in the settings of both brokers as `kafka-reassign-partitions --throttle` writes it. */
function throttle({ cluster }: Scene, brokerIds: readonly number[], bytesPerSecond: number): () => void {
  const brokers = brokerIds.flatMap((id) => cluster.brokers.get(id) ?? [])
  for (const { configs } of brokers) for (const key of THROTTLES) configs.set(key, String(bytesPerSecond))
  cluster.tell('configs')
  return () => {
    for (const { configs } of brokers) for (const key of THROTTLES) configs.delete(key)
    cluster.tell('configs')
  }
}
