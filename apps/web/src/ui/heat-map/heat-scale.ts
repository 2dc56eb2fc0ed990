import { valueWords } from '../time-chart/chart-words.ts'
import type { ChartUnit } from '../time-chart/series.ts'

/** Steps of one hue, from "nothing to see" to "the most": tokens `--h0` … `--h6`. */
export const HEAT_STEPS = 7

export interface HeatScale {
  /** Rising; a value below the first one has step 0, one at or above the last has step 6. */
  readonly breaks: readonly number[]
  readonly under: string
  readonly over: string
}

/** Shares of a known capacity: an hour of ordinary load stays in the palest two steps. */
const RATIO_BREAKS = [0.35, 0.5, 0.6, 0.7, 0.8, 0.9]

/** Least spread between the usual and the most: an even load must not look like a fire. */
const LEAST_SPREAD = 1.5

/** The scale for what is shown. Without a known capacity it runs from the usual, the lower three quarters, to the most. */
export function heatScale(values: readonly (number | null)[], unit: ChartUnit): HeatScale {
  if (unit === 'ratio') return { breaks: RATIO_BREAKS, under: 'under 35', over: 'over 90 %' }
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b)
  const usual = known[Math.floor(known.length * 0.75)] ?? 0
  const most = Math.max(known.at(-1) ?? 0, usual * LEAST_SPREAD, Number.EPSILON)
  const breaks = Array.from({ length: HEAT_STEPS - 1 }, (_, step) => usual + ((most - usual) * (step + 1)) / HEAT_STEPS)
  return {
    breaks,
    under: `under ${valueWords(breaks[0] ?? 0, unit)}`,
    over: `over ${valueWords(breaks.at(-1) ?? 0, unit)}`,
  }
}

export function heatStep(value: number, { breaks }: HeatScale): number {
  let step = 0
  for (const limit of breaks) if (value >= limit) step += 1
  return step
}
