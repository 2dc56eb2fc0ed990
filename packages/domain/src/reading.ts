import type { Failure, Gap } from './failure.ts'

/**
 * What we know of one signal and how old it is. Immutable; swapped whole.
 * A failed attempt changes `attemptedAt` and `failure` and keeps the last good value and its age.
 * Times are epoch milliseconds of the console's clock.
 */
export interface Reading<T> {
  /** Last good value; undefined until the first success. */
  readonly value: T | undefined
  /** When that value was observed. Never goes back. */
  readonly observedAt: number | undefined
  readonly attemptedAt: number | undefined
  /** How often the loop means to run, in ms. */
  readonly intervalMs: number
  /** Set while the newest attempt failed whole. */
  readonly failure: Failure | undefined
  /** Since when attempts have failed without a success between, epoch ms. */
  readonly failingSince: number | undefined
  /** Parts refused in the newest good answer. */
  readonly gaps: readonly Gap[]
  /** Grows by one whenever value, failure or gaps change. */
  readonly version: number
}

export type Freshness = 'fresh' | 'late' | 'lost' | 'never'

/** Fresh up to two intervals, late up to five, then lost (ux.md §4). */
export const FRESH_INTERVALS = 2
export const LATE_INTERVALS = 5

/** Judges the age of a reading at `now` (epoch ms). */
export function freshnessOf(reading: Pick<Reading<unknown>, 'observedAt' | 'intervalMs'>, now: number): Freshness {
  if (reading.observedAt === undefined) return 'never'
  const ageMs = now - reading.observedAt
  if (ageMs <= FRESH_INTERVALS * reading.intervalMs) return 'fresh'
  return ageMs <= LATE_INTERVALS * reading.intervalMs ? 'late' : 'lost'
}
