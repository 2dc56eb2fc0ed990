export interface HistoryQuery {
  /** Epoch ms, inclusive. */
  readonly fromMs: number
  /** Epoch ms, exclusive. */
  readonly toMs: number
  /** At most about this many points come back; neighbours are merged, keeping mean, min and max. */
  readonly points: number
}

/** Evenly stepped points. Null = nothing was recorded: a gap, never zero. */
export interface HistoryWindow {
  readonly stepMs: number
  /** First point kept of this series, epoch ms; null = none. */
  readonly startedAt: number | null
  /** Start of each point, epoch ms. */
  readonly at: readonly number[]
  readonly mean: readonly (number | null)[]
  readonly min: readonly (number | null)[]
  readonly max: readonly (number | null)[]
}

/**
 * Where the points of a window begin. They start at multiples of their width, so that a window sliding with time does not
 * reshape its bars.
 */
export interface Grid {
  readonly startMs: number
  readonly stepMs: number
  readonly count: number
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Widths that people read at a glance. */
const ROUND_STEPS = [
  ...[15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * HOUR),
  ...[1, 2, 3, 4, 5, 7, 10, 14].map((days) => days * DAY),
]

/**
 * Points of `stepMs` or a round multiple of it, so that not more than the query's number come out (and one for the edge).
 */
export function gridOf({ fromMs, toMs, points }: HistoryQuery, stepMs: number): Grid {
  const first = Math.floor(fromMs / stepMs)
  const last = Math.max(first + 1, Math.ceil(toMs / stepMs))
  const least = Math.max(1, Math.ceil((toMs - fromMs) / stepMs / Math.max(1, Math.floor(points))))
  const round = ROUND_STEPS.find((width) => width >= least * stepMs && width % stepMs === 0)
  const merge = least === 1 || round === undefined || stepMs < SECOND ? least : round / stepMs
  const start = Math.floor(first / merge) * merge
  return { startMs: start * stepMs, stepMs: merge * stepMs, count: Math.ceil((last - start) / merge) }
}

/** Gathers samples and coarser points into the points of a grid. */
export class WindowBuilder {
  readonly grid: Grid
  readonly #sum: Float64Array
  readonly #samples: Float64Array
  readonly #min: Float64Array
  readonly #max: Float64Array

  constructor(grid: Grid) {
    this.grid = grid
    this.#sum = new Float64Array(grid.count)
    this.#samples = new Float64Array(grid.count)
    this.#min = new Float64Array(grid.count).fill(Number.POSITIVE_INFINITY)
    this.#max = new Float64Array(grid.count).fill(Number.NEGATIVE_INFINITY)
  }

  /** A point that stands for `samples` samples; what lies outside of the grid is left out. */
  add(
    atMs: number,
    point: { readonly mean: number; readonly min: number; readonly max: number; readonly samples: number },
  ): void {
    const index = Math.floor((atMs - this.grid.startMs) / this.grid.stepMs)
    if (index < 0 || index >= this.grid.count) return
    this.#sum[index] = (this.#sum[index] as number) + point.mean * point.samples
    this.#samples[index] = (this.#samples[index] as number) + point.samples
    this.#min[index] = Math.min(this.#min[index] as number, point.min)
    this.#max[index] = Math.max(this.#max[index] as number, point.max)
  }

  window(startedAt: number | null): HistoryWindow {
    const { startMs, stepMs, count } = this.grid
    const at: number[] = []
    const mean: (number | null)[] = []
    const min: (number | null)[] = []
    const max: (number | null)[] = []
    for (let i = 0; i < count; i += 1) {
      const samples = this.#samples[i] as number
      at.push(startMs + i * stepMs)
      mean.push(samples === 0 ? null : (this.#sum[i] as number) / samples)
      min.push(samples === 0 ? null : (this.#min[i] as number))
      max.push(samples === 0 ? null : (this.#max[i] as number))
    }
    return { stepMs, startedAt, at, mean, min, max }
  }
}
