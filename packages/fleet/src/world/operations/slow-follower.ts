// A follower that fetches slower than its leaders are written: it falls behind, leaves the ISR, and later catches up.
import type { Cluster } from '../cluster.ts'
import { catchUp, fallBehind, type Partition, replicaEndOffset } from '../partition.ts'
import { trafficFactor } from '../traffic.ts'
import { resync } from './broker-life.ts'
import { leaveIsr } from './isr.ts'

const LOOK_EVERY_MS = 2_000

/**
 * From now on the broker fetches `share` (0–1) of what is written to the partitions it follows. What lags for
 * `replicaLagTimeMs` leaves the ISR (`replica.lag.time.max.ms`); partitions without traffic stay in it.
 */
export function slowFollower(cluster: Cluster, brokerId: number, { share }: { share: number }): void {
  if (!cluster.brokers.has(brokerId)) return
  const isNew = !cluster.slowFollowers.has(brokerId)
  cluster.slowFollowers.set(brokerId, { share, since: cluster.now })
  for (const partition of followed(cluster, brokerId)) pace(cluster, partition, { brokerId, share })
  if (isNew) cluster.agenda.after(cluster.pace.replicaLagTimeMs, () => shrink(cluster, brokerId))
}

/** It fetches as fast as it can again: in sync after `catchUpMs`. */
export function freeFollower(cluster: Cluster, brokerId: number): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined || !cluster.slowFollowers.delete(brokerId)) return
  for (const partition of followed(cluster, brokerId)) {
    const behind = partition.log.endOffset(cluster.now) - replicaEndOffset(partition, brokerId, cluster.now)
    if (behind === 0 && partition.isr.includes(brokerId)) catchUp(partition, brokerId)
    else hurry(cluster, partition, { brokerId, behind })
  }
  if (broker.isRegistered) resync(cluster, broker)
}

function shrink(cluster: Cluster, brokerId: number): void {
  const slow = cluster.slowFollowers.get(brokerId)
  if (slow === undefined) return
  let hasChanged = false
  for (const partition of followed(cluster, brokerId)) {
    if (!partition.isr.includes(brokerId)) continue
    const { now } = cluster
    if (partition.laggards?.has(brokerId) !== true) pace(cluster, partition, { brokerId, share: slow.share })
    const since = partition.laggards?.get(brokerId)?.since ?? now
    const isBehind = replicaEndOffset(partition, brokerId, now) < partition.log.endOffset(now)
    // Whoever has everything was caught up just now, whatever was before (`Replica.lastCaughtUpTimeMs`).
    if (!isBehind) pace(cluster, partition, { brokerId, share: slow.share })
    if (!isBehind || now - since < cluster.pace.replicaLagTimeMs) continue
    leaveIsr(cluster, partition, brokerId)
    pace(cluster, partition, { brokerId, share: slow.share })
    hasChanged = true
  }
  if (hasChanged) cluster.tell('metadata')
  cluster.agenda.after(LOOK_EVERY_MS, () => shrink(cluster, brokerId))
}

/** Partitions that it holds and another leads, while its process lives. */
function followed(cluster: Cluster, brokerId: number): readonly Partition[] {
  if (cluster.brokers.get(brokerId)?.isRegistered !== true) return []
  return cluster.hostedBy(brokerId).filter((one) => one.leader >= 0 && one.leader !== brokerId)
}

function pace(cluster: Cluster, partition: Partition, { brokerId, share }: { brokerId: number; share: number }): void {
  const { now } = cluster
  fallBehind(partition, brokerId, {
    offset: replicaEndOffset(partition, brokerId, now),
    since: now,
    fetchPerSecond: partition.log.ratePerSecond * trafficFactor(partition.log.curve, now) * share,
  })
}

function hurry(
  cluster: Cluster,
  partition: Partition,
  { brokerId, behind }: { brokerId: number; behind: number },
): void {
  const { now, pace: cadence } = cluster
  const written = partition.log.ratePerSecond * trafficFactor(partition.log.curve, now)
  fallBehind(partition, brokerId, {
    offset: replicaEndOffset(partition, brokerId, now),
    since: now,
    fetchPerSecond: written + (behind / cadence.catchUpMs) * 1_000,
  })
}
