/** Recent numbers of the charted measures, in fixed memory. Durable history is another store's business. */
export interface HistoryOptions {
  /** Width of one point. Default 15 000 ms. */
  readonly stepMs?: number
  /** Points kept per series. Default 1 440: six hours at 15 s. */
  readonly points?: number
  /** Series beyond this are not recorded, see {@link History.refused}. Default 1 000. */
  readonly maxSeries?: number
}

export interface HistoryQuery {
  /** Epoch ms, inclusive. */
  readonly fromMs: number
  /** Epoch ms, exclusive. */
  readonly toMs: number
  /** At most this many points come back; neighbours are merged, keeping mean and max. */
  readonly points: number
}

/** Evenly stepped points. Null = nothing was recorded: a gap, never zero. */
export interface HistoryWindow {
  readonly stepMs: number
  /** First point ever recorded of this series, epoch ms; null = none. */
  readonly startedAt: number | null
  /** Start of each point, epoch ms. */
  readonly at: readonly number[]
  readonly mean: readonly (number | null)[]
  readonly max: readonly (number | null)[]
}

interface Ring {
  /** Step number of the newest slot written; slots of steps in between hold NaN. */
  newest: number
  first: number
  /** Samples merged into the newest slot so far. */
  samples: number
  readonly mean: Float32Array
  readonly max: Float32Array
}

const RING_OVERHEAD_BYTES = 200

/**
 * Rings of mean and max by name. Memory is a formula: series × (points × 8 + about 200) bytes, 11.7 kB a series with the
 * defaults; {@link History.bytes} gives it. Float32 keeps seven digits, enough for a chart, not for an invoice.
 */
export class History {
  readonly stepMs: number
  readonly points: number
  readonly maxSeries: number
  #rings = new Map<string, Ring>()
  #refused = 0

  constructor(options: HistoryOptions = {}) {
    this.stepMs = options.stepMs ?? 15_000
    this.points = options.points ?? 1440
    this.maxSeries = options.maxSeries ?? 1000
  }

  /** Adds a sample taken at `atMs` (epoch ms). What is not finite, or older than the newest point, is left out. */
  record(series: string, atMs: number, value: number | null): void {
    if (value === null || !Number.isFinite(value)) return
    const ring = this.#rings.get(series) ?? this.#open(series, Math.floor(atMs / this.stepMs))
    if (ring === undefined) return
    const step = Math.floor(atMs / this.stepMs)
    if (step < ring.newest) return
    this.#advance(ring, step)
    const slot = step % this.points
    ring.mean[slot] =
      ring.samples === 0
        ? value
        : (ring.mean[slot] as number) + (value - (ring.mean[slot] as number)) / (ring.samples + 1)
    ring.max[slot] = ring.samples === 0 ? value : Math.max(ring.max[slot] as number, value)
    ring.samples += 1
  }

  /** Reads a window of one series; an unknown series answers gaps only. */
  read(series: string, query: HistoryQuery): HistoryWindow {
    const ring = this.#rings.get(series)
    const first = Math.floor(query.fromMs / this.stepMs)
    const span = Math.max(1, Math.ceil(query.toMs / this.stepMs) - first)
    const merge = Math.max(1, Math.ceil(span / Math.max(1, Math.floor(query.points))))
    // Merged points start at multiples of their width, so that a window sliding with time does not reshape its bars.
    const start = Math.floor(first / merge) * merge
    const at: number[] = []
    const mean: (number | null)[] = []
    const max: (number | null)[] = []
    for (let step = start; step < first + span; step += merge) {
      const point = ring === undefined ? null : this.#merged(ring, step, merge)
      at.push(step * this.stepMs)
      mean.push(point?.mean ?? null)
      max.push(point?.max ?? null)
    }
    const startedAt = ring === undefined ? null : ring.first * this.stepMs
    return { stepMs: merge * this.stepMs, startedAt, at, mean, max }
  }

  has(series: string): boolean {
    return this.#rings.has(series)
  }

  names(): readonly string[] {
    return [...this.#rings.keys()]
  }

  /** Forgets a series: its subject no longer exists. */
  drop(series: string): void {
    this.#rings.delete(series)
  }

  /** Samples not recorded because the series limit was reached. */
  get refused(): number {
    return this.#refused
  }

  /** Memory held: series × (points × 8 + 200). */
  bytes(): number {
    return this.#rings.size * (this.points * 8 + RING_OVERHEAD_BYTES)
  }

  #open(series: string, step: number): Ring | undefined {
    if (this.#rings.size >= this.maxSeries) {
      this.#refused += 1
      return undefined
    }
    const ring: Ring = {
      newest: step,
      first: step,
      samples: 0,
      mean: new Float32Array(this.points).fill(Number.NaN),
      max: new Float32Array(this.points).fill(Number.NaN),
    }
    this.#rings.set(series, ring)
    return ring
  }

  #advance(ring: Ring, step: number): void {
    if (step === ring.newest) return
    const skipped = Math.min(step - ring.newest, this.points)
    for (let i = 0; i < skipped; i += 1) {
      ring.mean[(step - i) % this.points] = Number.NaN
      ring.max[(step - i) % this.points] = Number.NaN
    }
    ring.newest = step
    ring.samples = 0
  }

  #merged(ring: Ring, step: number, merge: number): { mean: number; max: number } | null {
    let sum = 0
    let known = 0
    let max = Number.NEGATIVE_INFINITY
    for (let s = step; s < step + merge; s += 1) {
      if (s > ring.newest || s <= ring.newest - this.points) continue
      const mean = ring.mean[s % this.points] as number
      if (Number.isNaN(mean)) continue
      sum += mean
      known += 1
      max = Math.max(max, ring.max[s % this.points] as number)
    }
    return known === 0 ? null : { mean: sum / known, max }
  }
}
