import type { FreshnessState } from '@perigee/contract'
import { FRESH_INTERVALS, LATE_INTERVALS } from '@perigee/contract'

/**
 * Freshness of a reading at `nowMs`, by the rule that the server uses too: between two answers, or when the server
 * itself is gone, a value must turn late and then lost without being told.
 */
export function freshnessAt(observedAtMs: number | null, intervalMs: number, nowMs: number): FreshnessState {
  if (observedAtMs === null) return 'never'
  const ageMs = nowMs - observedAtMs
  if (ageMs <= FRESH_INTERVALS * intervalMs) return 'fresh'
  return ageMs <= LATE_INTERVALS * intervalMs ? 'late' : 'lost'
}

/** Epoch milliseconds of an RFC 3339 instant; null stays null, and so does what cannot be read. */
export function instantMs(instant: string | null): number | null {
  if (instant === null) return null
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? null : ms
}
