import type { LogModel } from './log-model.ts'

/** A replica that is not where its leader is. */
export interface Laggard {
  /** Log end offset of the replica at `since`. */
  readonly offset: number
  readonly since: number
  /** Records per second it fetches; 0 = it stands still. */
  readonly fetchPerSecond: number
}

/** One partition as its controller knows it. */
export interface Partition {
  readonly topic: string
  readonly index: number
  /** -1 for none. */
  leader: number
  leaderEpoch: number
  /** In order of preference. */
  replicas: number[]
  isr: number[]
  /** Eligible leader replicas (KIP-966); empty where the release has none. */
  elr: number[]
  adding: number[]
  removing: number[]
  readonly log: LogModel
  /** Replicas behind their leader, by broker; null while there are none. */
  laggards: Map<number, Laggard> | null
}

/** Log end offset of one replica at a moment: the leader's own, or how far a laggard has come. */
export function replicaEndOffset(partition: Partition, brokerId: number, now: number): number {
  const end = partition.log.endOffset(now)
  const laggard = partition.laggards?.get(brokerId)
  if (laggard === undefined) return end
  const fetched = laggard.offset + (laggard.fetchPerSecond * (now - laggard.since)) / 1000
  return Math.min(end, Math.floor(fetched))
}

export function fallBehind(partition: Partition, brokerId: number, laggard: Laggard): void {
  partition.laggards ??= new Map()
  partition.laggards.set(brokerId, laggard)
}

export function catchUp(partition: Partition, brokerId: number): void {
  partition.laggards?.delete(brokerId)
  if (partition.laggards?.size === 0) partition.laggards = null
}
