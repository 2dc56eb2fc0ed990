import * as flag from '../assessment.ts'
import type { Status } from '../status.ts'

/** Findings of one partition or topic, worst first: bit, status, words, and the `is:` word of the filter grammar. */
export const FINDINGS = [
  { flag: flag.OFFLINE, status: 'critical', is: 'offline', words: 'offline' },
  { flag: flag.UNDER_MIN_ISR, status: 'critical', is: 'under-min-isr', words: 'under min ISR' },
  { flag: flag.SILENT_LEADER, status: 'warning', is: 'silent-leader', words: 'leader does not answer' },
  { flag: flag.AT_MIN_ISR, status: 'warning', is: 'at-min-isr', words: 'at min ISR' },
  { flag: flag.UNDER_REPLICATED, status: 'warning', is: 'under-replicated', words: 'under-replicated' },
  { flag: flag.UNKNOWN, status: 'unknown', is: 'unknown', words: 'not described' },
  { flag: flag.MIN_ISR_UNKNOWN, status: 'unknown', is: 'min-isr-unknown', words: 'min ISR not known' },
  { flag: flag.REASSIGNING, status: 'busy', is: 'reassigning', words: 'reassigning' },
  { flag: flag.RACK_VIOLATION, status: 'ok', is: 'rack-violation', words: 'copies share a rack' },
  { flag: flag.NON_PREFERRED_LEADER, status: 'ok', is: 'non-preferred', words: 'not on preferred leader' },
  { flag: flag.AT_MIN_ISR_BY_DESIGN, status: 'ok', is: 'at-min-isr-by-design', words: 'min ISR equals RF' },
] as const satisfies readonly { flag: number; status: Status; is: string; words: string }[]

export type Finding = (typeof FINDINGS)[number]

/** The worst finding in a set of flags; null = nothing to say. */
export function worstFinding(flags: number): Finding | null {
  return FINDINGS.find((finding) => (flags & finding.flag) !== 0) ?? null
}

/**
 * Status of a partition or topic from its flags. A partition that takes part in a reassignment and lacks nothing is busy;
 * standing facts (racks, preferred leader, min ISR = RF) are findings, not troubles.
 */
export function statusOfFlags(flags: number): Status {
  return worstFinding(flags)?.status ?? 'ok'
}

/** Rank by worst finding: the higher bit is worse. Flags without findings rank 0. */
const RANK = FINDINGS.map((finding, index) => [finding.flag, 1 << (FINDINGS.length - index - 1)] as const)

/** Comparator for flags, worst first; partitions with the same worst finding compare by the rest. */
export function worstFirst(a: number, b: number): number {
  return a === b ? 0 : severityOf(b) - severityOf(a)
}

/** A number that grows with severity: compare, do not store. */
export function severityOf(flags: number): number {
  let rank = 0
  if (flags === 0) return 0
  for (const [bit, value] of RANK) if (flags & bit) rank |= value
  return rank
}
