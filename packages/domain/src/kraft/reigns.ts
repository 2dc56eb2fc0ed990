// Who led the quorum, from when to when: followed reading by reading, since DescribeQuorum tells only the present.
import type { QuorumFacts } from '../facts.ts'

export interface Reign {
  readonly leaderId: number
  readonly epoch: number
  /** When it was first seen, epoch ms. */
  readonly since: number
  /** True: it led already when first looked for. */
  readonly heldBefore: boolean
}

/** Newest last. */
export type Reigns = readonly Reign[]

const MOST = 50

/** Takes the newest reading; epochs that came and went between two of them are seen as the difference of epochs. */
export function followReigns(reigns: Reigns, quorum: QuorumFacts | undefined, observedAt: number | undefined): Reigns {
  if (quorum === undefined || observedAt === undefined || quorum.leaderId < 0) return reigns
  const last = reigns.at(-1)
  if (last !== undefined && last.epoch === quorum.leaderEpoch && last.leaderId === quorum.leaderId) return reigns
  // An older epoch is that of a node which was cut off, or of another reading.
  if (last !== undefined && quorum.leaderEpoch < last.epoch) return reigns
  const heldBefore = last === undefined
  const reign = { leaderId: quorum.leaderId, epoch: quorum.leaderEpoch, since: observedAt, heldBefore }
  return [...reigns, reign].slice(-MOST)
}

export interface Elections {
  readonly count: number
  /** What is counted began here: `sinceMs`, or the first look when that was later. Epoch ms. */
  readonly since: number
}

/** How many times the leader's epoch rose since `sinceMs`, as far as it was seen; null before the first look. */
export function electionsSince(reigns: Reigns, sinceMs: number): Elections | null {
  const first = reigns[0]
  const last = reigns.at(-1)
  if (first === undefined || last === undefined) return null
  const before = reigns.findLast(({ since }) => since < sinceMs) ?? first
  return { count: last.epoch - before.epoch, since: Math.max(sinceMs, first.since) }
}
