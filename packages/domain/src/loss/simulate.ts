import type { Assessment } from '../assessment.ts'
import { type Impact, impactOf, liveInSync, standingAfter, standingNow } from './impact.ts'
import type { AppliedLoss } from './remains.ts'

export interface TopicHit {
  readonly topic: string
  /** Newly refusing writes. */
  readonly unwritable: number
  /** Newly offline. */
  readonly offline: number
}

export interface Simulation {
  readonly after: Impact
  readonly newlyOffline: number
  readonly newlyUnwritable: number
  /** Partitions led by a lost broker that get another leader. */
  readonly leadersToMove: number
  /** Partitions with a leader after the loss. */
  readonly ledAfter: number
  /** Newly hit topics, worst first. */
  readonly hits: readonly TopicHit[]
}

export interface SimulateOptions {
  /** What is newly hit is told against it; without it against what metadata says now, where silent brokers still count. */
  readonly before?: AppliedLoss
  /** Rows to look at, where no other can be newly hit: the counts after the loss are then of these alone. */
  readonly rows?: Uint32Array
}

/** Goes through all partitions (or the rows named) and lets the loss happen. Cost: one pass over their replicas. */
export function simulate(
  assessment: Assessment,
  loss: AppliedLoss,
  { before, rows }: SimulateOptions = {},
): Simulation {
  const { partitions, topics } = assessment.topology
  const looked = rows?.length ?? partitions.count
  const rowAt = rows === undefined ? (at: number) => at : (at: number) => rows[at] as number
  const counts = { offline: 0, unwritable: 0, degraded: 0, fine: 0 }
  const hits = new Map<number, { unwritable: number; offline: number }>()
  let newlyOffline = 0
  let newlyUnwritable = 0
  let leadersToMove = 0
  let lastCopies = 0
  for (let at = 0; at < looked; at += 1) {
    const row = rowAt(at)
    const after = standingAfter(assessment, row, loss.remains)
    counts[after] += 1
    if (loss.lost.has(partitions.leader[row] as number) && after !== 'offline') leadersToMove += 1
    if (after !== 'offline' && after !== 'unwritable') continue
    const now = before ? standingAfter(assessment, row, before.remains) : standingNow(assessment, row)
    if (now === after || now === 'offline') continue
    const topic = partitions.topic[row] as number
    const hit = hits.get(topic) ?? { unwritable: 0, offline: 0 }
    hits.set(topic, hit)
    hit[after] += 1
    if (after === 'unwritable') newlyUnwritable += 1
    else newlyOffline += 1
    if (after === 'offline' && liveInSync(assessment, row, loss.remains) === 0) lastCopies += 1
  }
  return {
    after: impactOf(assessment, counts, lastCopies),
    newlyOffline,
    newlyUnwritable,
    leadersToMove,
    ledAfter: looked - counts.offline,
    hits: [...hits]
      .map(([topic, hit]) => ({ topic: topics.names[topic] as string, ...hit }))
      .sort((a, b) => b.offline + b.unwritable - a.offline - a.unwritable || (a.topic < b.topic ? -1 : 1)),
  }
}
