import type { Assessment } from '../assessment.ts'
import type { Status } from '../status.ts'
import type { AppliedLoss } from './remains.ts'

/** fine = every partition serves as before; partial = a few do not; outage = many, or no leader can be elected any more. */
export type Verdict = 'outage' | 'partial' | 'fine' | 'unknown'

/** From this share of partitions on, a loss is an outage rather than a partial one. */
const OUTAGE_SHARE = 0.01

export function verdictOf(
  assessment: Assessment,
  hit: { readonly newlyOffline: number; readonly newlyUnwritable: number },
  loss: Pick<AppliedLoss, 'voters' | 'remains'>,
): Verdict {
  const newly = hit.newlyOffline + hit.newlyUnwritable
  const lostMajority = loss.voters !== null && loss.voters.after < loss.voters.majority
  if (lostMajority || newly > assessment.counts.partitions * OUTAGE_SHARE) return 'outage'
  if (newly > 0) return 'partial'
  return assessment.counts.unknown > 0 || assessment.counts.underMinIsr === null ? 'unknown' : 'fine'
}

const LOOKS: Readonly<Record<Verdict, { status: Status; word: string }>> = {
  outage: { status: 'critical', word: 'Outage' },
  partial: { status: 'warning', word: 'Partial' },
  fine: { status: 'ok', word: 'Fine' },
  unknown: { status: 'unknown', word: 'Not known' },
}

/** Status and word of a verdict. */
export function verdictLook(verdict: Verdict): { readonly status: Status; readonly word: string } {
  return LOOKS[verdict]
}
