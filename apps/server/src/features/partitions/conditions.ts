import type { Status } from '@perigee/contract'
import {
  AT_MIN_ISR,
  AT_MIN_ISR_BY_DESIGN,
  MIN_ISR_UNKNOWN,
  NON_PREFERRED_LEADER,
  OFFLINE,
  RACK_VIOLATION,
  REASSIGNING,
  SILENT_LEADER,
  UNDER_MIN_ISR,
  UNDER_REPLICATED,
  UNKNOWN,
} from '@perigee/domain'

export interface Condition {
  /** As in `is:name`, the same word everywhere. */
  readonly name: string
  readonly bit: number
  /** What it does to the status of a partition; null = worth knowing, no harm done. */
  readonly status: Status | null
  /** Status word of a partition whose worst condition this is. */
  readonly word: string
  /** Of a topic: after the number of its partitions. */
  readonly counted: string
}

/** Worst first: the first one that holds gives a partition its status and word. */
export const CONDITIONS: readonly Condition[] = [
  { name: 'offline', bit: OFFLINE, status: 'critical', word: 'Offline', counted: 'offline' },
  { name: 'under-min-isr', bit: UNDER_MIN_ISR, status: 'critical', word: 'Refuses writes', counted: 'under min ISR' },
  { name: 'silent-leader', bit: SILENT_LEADER, status: 'warning', word: 'Leader silent', counted: 'with a silent leader' },
  { name: 'at-min-isr', bit: AT_MIN_ISR, status: 'warning', word: 'At min ISR', counted: 'at min ISR' },
  {
    name: 'under-replicated',
    bit: UNDER_REPLICATED,
    status: 'warning',
    word: 'Under-replicated',
    counted: 'under-replicated',
  },
  { name: 'unknown', bit: UNKNOWN, status: 'unknown', word: 'No data', counted: 'not described' },
  {
    name: 'min-isr-unknown',
    bit: MIN_ISR_UNKNOWN,
    status: 'unknown',
    word: 'Min ISR unknown',
    counted: 'with unknown min ISR',
  },
  { name: 'reassigning', bit: REASSIGNING, status: 'busy', word: 'Moving', counted: 'moving' },
  { name: 'rack-violation', bit: RACK_VIOLATION, status: null, word: 'OK', counted: 'sharing a rack' },
  { name: 'non-preferred', bit: NON_PREFERRED_LEADER, status: null, word: 'OK', counted: 'off the preferred leader' },
  {
    name: 'at-min-isr-by-design',
    bit: AT_MIN_ISR_BY_DESIGN,
    status: null,
    word: 'OK',
    counted: 'at min ISR by design',
  },
]

/** Rank of {@link CONDITIONS} that says "nothing wrong". */
export const NO_CONDITION = CONDITIONS.length

/** From this rank on a condition is worth knowing but gives no status. */
export const QUIET_RANK = CONDITIONS.findIndex(({ status }) => status === null)

/** Rank of the worst condition among flags: its index in {@link CONDITIONS}, the smaller the worse. */
export function worstRank(flags: number): number {
  for (let rank = 0; rank < NO_CONDITION; rank += 1) {
    if ((flags & (CONDITIONS[rank] as Condition).bit) !== 0) return rank
  }
  return NO_CONDITION
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
