import type { Status } from '@perigee/contract'
import { FINDINGS, type Finding } from '@perigee/domain'

/** A finding of the domain with the words that lists use for it. */
export interface Condition {
  /** As in `is:name`, the same word everywhere. */
  readonly name: Finding['is']
  readonly bit: number
  /** What it does to the status of a partition; null = worth knowing, no harm done. */
  readonly status: Status | null
  /** Status word of a partition whose worst condition this is. */
  readonly word: string
  /** Of a topic: after the number of its partitions. */
  readonly counted: string
}

const WORDS: Readonly<Partial<Record<Finding['is'], Pick<Condition, 'word'> & { counted?: string }>>> = {
  offline: { word: 'Offline' },
  'under-min-isr': { word: 'Refuses writes' },
  'silent-leader': { word: 'Leader silent', counted: 'with a silent leader' },
  'at-min-isr': { word: 'At min ISR' },
  'under-replicated': { word: 'Under-replicated' },
  unknown: { word: 'No data' },
  'min-isr-unknown': { word: 'Min ISR unknown', counted: 'with unknown min ISR' },
  reassigning: { word: 'Moving' },
}

/** Worst first: the first one that holds gives a partition its status and word. */
export const CONDITIONS: readonly Condition[] = FINDINGS.map((finding) => ({
  name: finding.is,
  bit: finding.flag,
  status: finding.status === 'ok' ? null : finding.status,
  word: WORDS[finding.is]?.word ?? 'OK',
  counted: WORDS[finding.is]?.counted ?? finding.words,
}))

/** Rank of {@link CONDITIONS} that says "nothing wrong". */
export const NO_CONDITION = CONDITIONS.length

/** From this rank on a condition is worth knowing but gives no status. */
export const QUIET_RANK = CONDITIONS.findIndex(({ status }) => status === null)

const ALL_BITS = CONDITIONS.reduce((all, { bit }) => all | bit, 0)

/** Ranks by flags: lists ask for a hundred thousand of them. */
const RANKS = Uint8Array.from({ length: ALL_BITS + 1 }, (_, flags) => {
  const rank = CONDITIONS.findIndex(({ bit }) => (flags & bit) !== 0)
  return rank < 0 ? NO_CONDITION : rank
})

/** Rank of the worst condition among flags: its index in {@link CONDITIONS}, the smaller the worse. */
export function worstRank(flags: number): number {
  return RANKS[flags & ALL_BITS] ?? NO_CONDITION
}

/** Status of a partition. When its metadata is lost, what was fine or moving then is unknown now. */
export function statusOfFlags(flags: number, lost: Lost): Status {
  const status = CONDITIONS[worstRank(flags)]?.status ?? 'ok'
  return lost === 'lost' && (status === 'ok' || status === 'busy') ? 'unknown' : status
}

/** Whether the metadata behind an answer is too old to vouch for what is fine. */
export type Lost = 'lost' | 'current'

export function wordOfFlags(flags: number, lost: Lost): string {
  const status = statusOfFlags(flags, lost)
  const word = CONDITIONS[worstRank(flags)]?.word ?? 'OK'
  return status === 'unknown' && lost === 'lost' && (word === 'OK' || word === 'Moving') ? 'No data' : word
}

export function conditionNames(flags: number): string[] {
  return CONDITIONS.filter(({ bit }) => (flags & bit) !== 0).map(({ name }) => name)
}
