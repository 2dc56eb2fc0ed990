// How long which width of points is kept.
import { MINUTE_MS } from './minute.ts'

const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export interface Tier {
  readonly number: 0 | 1 | 2
  /** Width of a point. */
  readonly stepMs: number
  /** Span of one chunk. */
  readonly chunkMs: number
  readonly keptMs: number
}

export const MINUTES: Tier = { number: 0, stepMs: MINUTE_MS, chunkMs: HOUR_MS, keptMs: 3 * DAY_MS }
export const FIVES: Tier = { number: 1, stepMs: 5 * MINUTE_MS, chunkMs: DAY_MS, keptMs: 30 * DAY_MS }
/** Thirty days in one piece: a row of 24 points would be half key and header. */
export const HOURS: Tier = { number: 2, stepMs: HOUR_MS, chunkMs: 30 * DAY_MS, keptMs: 730 * DAY_MS }
/** Finest first. */
export const TIERS = [MINUTES, FIVES, HOURS] as const

export const pointsOf = ({ chunkMs, stepMs }: Tier): number => chunkMs / stepMs
export const floorTo = (at: number, width: number): number => Math.floor(at / width) * width
