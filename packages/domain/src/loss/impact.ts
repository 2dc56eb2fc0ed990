import {
  type Assessment,
  MIN_ISR_UNKNOWN,
  OFFLINE,
  SILENT_LEADER,
  UNDER_MIN_ISR,
  UNDER_REPLICATED,
  UNKNOWN,
} from '../assessment.ts'
import { REPLICA_IN_SYNC } from '../topology.ts'

/** How partitions stand, in disjoint groups. Null = not known (min ISR or descriptions missing). */
export interface Impact {
  readonly offlinePartitions: number | null
  /** Have a leader but fewer in-sync copies than min.insync.replicas: refuse writes with acks=all. */
  readonly unwritablePartitions: number | null
  /** Take writes with fewer copies than they should have. */
  readonly degradedPartitions: number | null
  readonly finePartitions: number | null
  /** Lose their last in-sync copy on top of now: a part of the offline ones. */
  readonly lastCopyPartitions: number | null
}

export type Standing = 'offline' | 'unwritable' | 'degraded' | 'fine'

/** What stays after a loss. */
export interface Remains {
  /** Whether a broker still runs. */
  isLive(broker: number): boolean
  /** A majority of voters stays: partitions whose leader is lost get another. */
  readonly canElect: boolean
}

/** How a partition stands now, by its metadata. */
export function standingNow(assessment: Assessment, row: number): Standing {
  const flags = assessment.flags[row] as number
  if (flags & OFFLINE) return 'offline'
  if (flags & UNDER_MIN_ISR) return 'unwritable'
  return flags & UNDER_REPLICATED ? 'degraded' : 'fine'
}

/**
 * How it stands after a loss. Leaders move to in-sync copies only (no unclean election), writes need min ISR copies. What
 * is offline now stays so.
 */
export function standingAfter(assessment: Assessment, row: number, remains: Remains): Standing {
  const flags = assessment.flags[row] as number
  const leader = assessment.topology.partitions.leader[row] as number
  // Without a controller, what a broker leads that is silent to us counts as offline; not where that broker is counted on.
  const isCountedOn = flags & SILENT_LEADER && remains.isLive(leader)
  if (flags & OFFLINE && !isCountedOn) return 'offline'
  const live = liveInSync(assessment, row, remains)
  if (live === 0 || (!remains.canElect && !remains.isLive(leader))) return 'offline'
  const minIsr = assessment.minIsr[row] as number
  if (minIsr >= 0 && live < minIsr) return 'unwritable'
  const lost = live < (assessment.inSync[row] as number)
  return lost || (assessment.flags[row] as number) & UNDER_REPLICATED ? 'degraded' : 'fine'
}

export function liveInSync({ topology: { partitions } }: Assessment, row: number, remains: Remains): number {
  const end = partitions.firstReplica[row + 1] as number
  let live = 0
  for (let slot = partitions.firstReplica[row] as number; slot < end; slot += 1) {
    if (
      (partitions.replicaFlags[slot] as number) & REPLICA_IN_SYNC &&
      remains.isLive(partitions.replica[slot] as number)
    ) {
      live += 1
    }
  }
  return live
}

/** Counts as they stand now; the same numbers that `is:offline` and `is:under-min-isr -is:offline` open. */
export function impactNow(assessment: Assessment): Impact {
  const counts = { offline: 0, unwritable: 0, degraded: 0, fine: 0 }
  for (let row = 0; row < assessment.flags.length; row += 1) counts[standingNow(assessment, row)] += 1
  return impactOf(assessment, counts, 0)
}

/** Hides what cannot be known: undescribed partitions hide everything, unknown min ISR all that depends on it. */
export function impactOf(
  assessment: Assessment,
  counts: Readonly<Record<Standing, number>>,
  lastCopies: number,
): Impact {
  const described = assessment.counts.unknown === 0
  const minIsrKnown = described && assessment.counts.underMinIsr !== null
  return {
    offlinePartitions: described ? counts.offline : null,
    unwritablePartitions: minIsrKnown ? counts.unwritable : null,
    degradedPartitions: minIsrKnown ? counts.degraded : null,
    finePartitions: minIsrKnown ? counts.fine : null,
    lastCopyPartitions: described ? lastCopies : null,
  }
}

/** Rows about which an impact cannot be told. */
export function isUntold(flags: number): boolean {
  return (flags & (UNKNOWN | MIN_ISR_UNKNOWN)) !== 0
}
