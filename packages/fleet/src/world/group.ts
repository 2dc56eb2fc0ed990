import type { LogModel } from './log-model.ts'

/**
 * How far a consumer has committed, as numbers:
 * `following` stays `lagMs` behind the log's end, committing every `everyMs`; `held` stands at an offset; `paced` reads
 * `perSecond` from an offset on until it has caught up.
 */
export type Progress =
  | { readonly kind: 'following'; readonly lagMs: number; readonly everyMs: number }
  | { readonly kind: 'held'; readonly offset: number; readonly leaderEpoch?: number; readonly metadata?: string }
  | { readonly kind: 'paced'; readonly offset: number; readonly since: number; readonly perSecond: number }
  /** Nothing committed. */
  | { readonly kind: 'none' }

export type GroupType = 'classic' | 'consumer'
export type GroupState =
  | 'Empty'
  | 'PreparingRebalance'
  | 'CompletingRebalance'
  | 'Stable'
  | 'Dead'
  | 'Assigning'
  | 'Reconciling'

export interface Member {
  readonly memberId: string
  readonly instanceId: string | null
  readonly clientId: string
  readonly host: string
  readonly rack: string | null
  /** Partitions by topic. */
  assignment: ReadonlyMap<string, readonly number[]>
  /** Member epoch of a KIP-848 group; absent: the group's. */
  epoch?: number
  /** Where the coordinator wants it, while it is not there yet (KIP-848). */
  target?: ReadonlyMap<string, readonly number[]>
}

export interface Group {
  readonly id: string
  readonly type: GroupType
  /** `consumer`, `connect`; empty for commits without members. */
  protocolType: string
  /** Assignor: `range`, `cooperative-sticky`; `uniform` of KIP-848 groups. */
  protocol: string
  state: GroupState
  /** Generation of a classic group, group epoch of a KIP-848 one. */
  epoch: number
  members: Member[]
  /** How far behind the log's end it stays when all is well, in ms; absent for groups that real clients formed. */
  readonly usualLagMs?: number
  /** Epoch of the target assignment (KIP-848) while it is behind the group's. */
  assignmentEpoch?: number
  /** By topic, then by partition index. */
  readonly commits: Map<string, Progress[]>
}

/** Committed offset at a moment, null where nothing is committed. Never past the end, never before what retention left at `held`. */
export function committedOffset(progress: Progress, log: LogModel, now: number): number | null {
  switch (progress.kind) {
    case 'none':
      return null
    case 'held':
      return progress.offset
    case 'paced': {
      const read = progress.offset + (progress.perSecond * Math.max(0, now - progress.since)) / 1000
      return Math.min(log.endOffset(now), Math.floor(read))
    }
    case 'following': {
      const committedAt = now - (now % progress.everyMs) - progress.lagMs
      return Math.min(log.endOffset(now), log.endOffset(committedAt))
    }
  }
}
