/** What a chart draws. Times are epoch ms, evenly stepped; null is a gap and is drawn as one. */
export interface ChartData {
  readonly at: readonly number[]
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[]
  readonly stepMs: number
}

export type ChartUnit = 'count' | 'bytes' | 'bytes-per-second' | 'per-second' | 'duration' | 'ms' | 'ratio'

/** How a chart says values of a metric's unit. */
export function chartUnitOf(unit: string): ChartUnit {
  if (unit === 'B/s') return 'bytes-per-second'
  if (unit === 'bytes' || unit === 'ms' || unit === 'ratio') return unit
  return unit.endsWith('/s') ? 'per-second' : 'count'
}

export interface ChartProps {
  readonly title: string
  /** Unit and what is counted, beside the title. */
  readonly note: string
  readonly data: ChartData
  readonly unit: ChartUnit
  /** Left and right end of the axis, epoch ms. */
  readonly fromMs: number
  readonly toMs: number
  /** When the record began; time before is not a gap. */
  readonly recordedSinceMs?: number | null
  /** Counts are steps, rates are lines. */
  readonly shape?: 'line' | 'step'
  readonly limit?: { readonly value: number; readonly text: string }
  readonly events?: readonly { readonly at: number; readonly text: string }[]
  /** A companion chart is lower. */
  readonly size?: 'full' | 'low'
}

/** More than six lines cannot be told apart: the page sums or splits before it draws. */
export const MAX_SERIES = 6

/** One row per instant, as the drawing library wants it. */
export function chartRows({ at, series }: ChartData): Record<string, number | null>[] {
  return at.map((time, index) => {
    const row: Record<string, number | null> = { at: time }
    series.slice(0, MAX_SERIES).forEach(({ values }, line) => {
      row[`s${line}`] = values[index] ?? null
    })
    return row
  })
}

export interface Gap {
  readonly fromMs: number
  readonly toMs: number
}

/** Spans of two expected points or more in which no series has a value, the ends of the window included. */
export function gapsOf({ at, series, stepMs }: ChartData, fromMs: number, toMs: number): readonly Gap[] {
  const gaps: Gap[] = []
  let lastKnown = fromMs
  at.forEach((time, index) => {
    if (time < fromMs || time > toMs || series.every(({ values }) => (values[index] ?? null) === null)) return
    if (time - lastKnown > 2 * stepMs) gaps.push({ fromMs: lastKnown, toMs: time })
    lastKnown = time
  })
  if (toMs - lastKnown > 2 * stepMs) gaps.push({ fromMs: lastKnown, toMs })
  return gaps
}

/** Upper end of an axis that begins at zero: 1, 2, 2.5 or 5 times a power of ten (of 1,024 for bytes). */
export function niceTop(largest: number, unit: ChartUnit): number {
  if (largest <= 0) return 1
  const base =
    unit === 'bytes' || unit === 'bytes-per-second' ? 1024 ** Math.floor(Math.log(largest) / Math.log(1024)) : 1
  const scaled = largest / base
  const power = 10 ** Math.floor(Math.log10(scaled))
  const step = [1, 2, 2.5, 5, 10].find((each) => scaled <= each * power) ?? 10
  // A count of one needs no tick at a half.
  return unit === 'count' ? Math.max(2, Math.ceil(step * power * base)) : step * power * base
}

export function largestOf({ series }: ChartData): number {
  let largest = 0
  for (const { values } of series) for (const value of values) if (value !== null && value > largest) largest = value
  return largest
}

const TICK_STEPS_MS = [
  60_000,
  2 * 60_000,
  5 * 60_000,
  10 * 60_000,
  30 * 60_000,
  3_600_000,
  3 * 3_600_000,
  6 * 3_600_000,
  12 * 3_600_000,
  ...[1, 2, 5, 14, 30, 61, 122].map((days) => days * 86_400_000),
]

/** Round instants along the axis, at most seven. */
export function timeTicks(fromMs: number, toMs: number): readonly number[] {
  const step = TICK_STEPS_MS.find((each) => (toMs - fromMs) / each <= 7) ?? 365 * 86_400_000
  const ticks: number[] = []
  for (let tick = Math.ceil(fromMs / step) * step; tick <= toMs; tick += step) ticks.push(tick)
  return ticks
}

/** A young console has little history: its charts are not drawn narrower than this. */
const LEAST_WINDOW_MS = 5 * 60_000

/**
 * The window to draw. Time before the first record is no gap, there was nobody to look: the axis begins with the
 * record, and `startedMs` says so.
 */
export function windowOf({ toMs, wantedMs, startedAt }: { toMs: number; wantedMs: number; startedAt: number | null }): {
  readonly fromMs: number
  readonly startedMs: number | null
} {
  const fromMs = toMs - wantedMs
  if (startedAt === null || startedAt <= fromMs) return { fromMs, startedMs: null }
  return { fromMs: Math.max(fromMs, Math.min(startedAt, toMs - LEAST_WINDOW_MS)), startedMs: startedAt }
}
