import type { Replica } from '@perigee/contract'
import { type Assessment, OFFLINE, REPLICA_IN_SYNC, REPLICA_OFFLINE } from '@perigee/domain'

/** Replicas of a row, preferred leader first. A leader that cannot lead any more is offline, not leading. */
export function replicasOf({ topology: { partitions }, flags }: Assessment, row: number): Replica[] {
  const leader = partitions.leader[row]
  const headless = ((flags[row] ?? 0) & OFFLINE) !== 0
  const replicas: Replica[] = []
  for (let slot = partitions.firstReplica[row] ?? 0; slot < (partitions.firstReplica[row + 1] ?? 0); slot += 1) {
    const broker = partitions.replica[slot] as number
    const bits = partitions.replicaFlags[slot] ?? 0
    replicas.push({ broker, state: stateOf(bits, { leads: broker === leader, headless }) })
  }
  return replicas
}

function stateOf(bits: number, { leads, headless }: { leads: boolean; headless: boolean }): Replica['state'] {
  if ((bits & REPLICA_OFFLINE) !== 0 || (leads && headless)) return 'offline'
  if (leads) return 'leader'
  return (bits & REPLICA_IN_SYNC) !== 0 ? 'in-sync' : 'behind'
}

/** Replication factor of a row. */
export function replicationFactor({ topology: { partitions } }: Assessment, row: number): number {
  return (partitions.firstReplica[row + 1] ?? 0) - (partitions.firstReplica[row] ?? 0)
}

/** Bytes over the replicas of a row whose size is known; NaN when none is. */
export function partitionSizeBytes({ topology: { partitions }, replicaSizeBytes }: Assessment, row: number): number {
  let sum = Number.NaN
  for (let slot = partitions.firstReplica[row] ?? 0; slot < (partitions.firstReplica[row + 1] ?? 0); slot += 1) {
    const size = replicaSizeBytes[slot] ?? Number.NaN
    if (!Number.isNaN(size)) sum = Number.isNaN(sum) ? size : sum + size
  }
  return sum
}

/** True when some replica of the row has no known size. */
export function sizeIsPartial({ topology: { partitions }, replicaSizeBytes }: Assessment, row: number): boolean {
  for (let slot = partitions.firstReplica[row] ?? 0; slot < (partitions.firstReplica[row + 1] ?? 0); slot += 1) {
    if (Number.isNaN(replicaSizeBytes[slot] ?? Number.NaN)) return true
  }
  return false
}

/** True when the row has a replica on a broker that passes. */
export function anyReplica(
  { topology: { partitions } }: Assessment,
  row: number,
  test: (broker: number, bits: number) => boolean,
): boolean {
  for (let slot = partitions.firstReplica[row] ?? 0; slot < (partitions.firstReplica[row + 1] ?? 0); slot += 1) {
    if (test(partitions.replica[slot] as number, partitions.replicaFlags[slot] ?? 0)) return true
  }
  return false
}
