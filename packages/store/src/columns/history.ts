import { bytesOf, ColumnMemory } from './column-memory.ts'
import { gridOf, type HistoryQuery, type HistoryWindow, WindowBuilder } from './window.ts'

/** How a series is kept. */
export interface SeriesShape {
  /** Width of one point, ms. */
  readonly stepMs: number
  readonly points: number
  /** Sampled once a step: one column. More often: mean and max, so that spikes survive. */
  readonly sampled: 'once' | 'often'
}

/** Six hours in steps of 15 s. */
export const SIX_HOURS: SeriesShape = { stepMs: 15_000, points: 1440, sampled: 'often' }

/** Takes every sample that is recorded, for longer keeping. */
export interface SampleSink {
  /** A number for the series, to be given with its samples. */
  open(series: string): number
  add(slot: number, atMs: number, value: number): void
  drop(slot: number): void
}

export interface HistoryOptions {
  readonly shapeOf?: (series: string) => SeriesShape
  /** Shared with other clusters; without it, a memory of its own of 12 MB. */
  readonly memory?: ColumnMemory
  readonly sink?: SampleSink
}

/** Minutes of one series, one after the other; NaN = nothing was recorded. */
export interface Minutes {
  readonly mean: Float32Array
  readonly max: Float32Array
}

const MINUTE_MS = 60_000

interface Ring {
  readonly shape: SeriesShape
  /** Mean, and max where the series is sampled often. */
  readonly columns: readonly Float32Array[]
  readonly slot: number
  /** Step number of the newest point written; points of steps in between hold NaN. */
  newest: number
  first: number
  /** Samples merged into the newest point so far. */
  samples: number
}

const OWN_MEMORY_BYTES = 12_000_000

/**
 * Recent numbers of the charted measures in fixed memory, see {@link ColumnMemory}: 5.96 kB a series that is sampled once
 * a step, 11.7 kB one with mean and max. Float32 keeps seven digits, enough for a chart, not for an invoice.
 */
export class History {
  readonly #shapeOf: (series: string) => SeriesShape
  readonly #memory: ColumnMemory
  readonly #sink: SampleSink | null
  readonly #rings = new Map<string, Ring>()
  #refused = 0
  #bytes = 0

  constructor({ shapeOf, memory, sink }: HistoryOptions = {}) {
    this.#shapeOf = shapeOf ?? (() => SIX_HOURS)
    this.#memory = memory ?? new ColumnMemory(OWN_MEMORY_BYTES)
    this.#sink = sink ?? null
  }

  /** Adds a sample taken at `atMs` (epoch ms). What is not finite, or older than the newest point, is left out. */
  record(series: string, atMs: number, value: number | null): void {
    if (value === null || !Number.isFinite(value)) return
    const ring = this.#rings.get(series) ?? this.#open(series, atMs)
    if (ring === undefined) return
    const step = Math.floor(atMs / ring.shape.stepMs)
    if (step < ring.newest) return
    advance(ring, step)
    merge(ring, step % ring.shape.points, value)
    this.#sink?.add(ring.slot, atMs, value)
  }

  /** Writes one point that was kept elsewhere where there is none: a restart does not blind charts. */
  backfill(series: string, atMs: number, point: { readonly mean: number; readonly max: number }): void {
    const ring = this.#rings.get(series) ?? this.#open(series, atMs)
    if (ring === undefined) return
    const { stepMs, points } = ring.shape
    const step = Math.floor(atMs / stepMs)
    if (step > ring.newest) {
      advance(ring, step)
      ring.samples = 1
    }
    const place = step % points
    if (step <= ring.newest - points || !Number.isNaN(ring.columns[0]?.[place])) return
    ring.first = Math.min(ring.first, step)
    ring.columns.forEach((column, i) => {
      column[place] = i === 0 ? point.mean : point.max
    })
  }

  /**
   * Writes minutes that were kept elsewhere, from `fromMs` (epoch ms) on, into every point of them that holds nothing. NaN =
   * nothing was recorded.
   */
  recallMinutes(series: string, fromMs: number, { mean, max }: Minutes): void {
    const last = mean.findLastIndex((value) => !Number.isNaN(value))
    if (last < 0) return
    const ring = this.#rings.get(series) ?? this.#open(series, fromMs + last * MINUTE_MS)
    if (ring === undefined) return
    const { stepMs, points } = ring.shape
    const newest = Math.floor((fromMs + (last + 1) * MINUTE_MS - 1) / stepMs)
    if (newest > ring.newest) {
      advance(ring, newest)
      ring.samples = 1
    }
    const [means, maxes] = ring.columns as [Float32Array, Float32Array | undefined]
    for (let minute = 0; minute <= last; minute += 1) {
      const value = mean[minute] as number
      if (Number.isNaN(value)) continue
      const atMs = fromMs + minute * MINUTE_MS
      const from = Math.max(Math.floor(atMs / stepMs), ring.newest - points + 1)
      for (let step = from; step * stepMs < atMs + MINUTE_MS; step += 1) {
        const place = step % points
        if (!Number.isNaN(means[place])) continue
        means[place] = value
        if (maxes !== undefined) maxes[place] = max[minute] as number
        ring.first = Math.min(ring.first, step)
      }
    }
  }

  /** Reads a window of one series; an unknown series answers gaps only. */
  read(series: string, query: HistoryQuery): HistoryWindow {
    const ring = this.#rings.get(series)
    const { stepMs, points } = ring?.shape ?? this.#shapeOf(series)
    const built = new WindowBuilder(gridOf(query, stepMs))
    if (ring === undefined) return built.window(null)
    const { startMs, count, stepMs: width } = built.grid
    const from = Math.max(startMs / stepMs, ring.newest - points + 1, ring.first)
    const to = Math.min((startMs + count * width) / stepMs - 1, ring.newest)
    const [means, maxes = means] = ring.columns
    for (let step = from; step <= to; step += 1) {
      const mean = means?.[step % points] as number
      if (Number.isNaN(mean)) continue
      built.add(step * stepMs, { mean, min: mean, max: maxes?.[step % points] as number, samples: 1 })
    }
    return built.window(firstKept(ring) * stepMs)
  }

  /** Epoch ms of the first point kept of a series; null = none. */
  startOf(series: string): number | null {
    const ring = this.#rings.get(series)
    return ring === undefined ? null : firstKept(ring) * ring.shape.stepMs
  }

  /** Drops series that have told nothing since `atMs` (epoch ms): nobody may have named them gone. */
  forgetBefore(atMs: number): void {
    for (const [series, { newest, shape }] of this.#rings) if ((newest + 1) * shape.stepMs <= atMs) this.drop(series)
  }

  has(series: string): boolean {
    return this.#rings.has(series)
  }

  names(): readonly string[] {
    return [...this.#rings.keys()]
  }

  /** Forgets a series: its subject no longer exists. */
  drop(series: string): void {
    const ring = this.#rings.get(series)
    if (ring === undefined) return
    this.#rings.delete(series)
    this.#bytes -= bytesOf(ring.columns)
    this.#memory.giveBack(ring.columns)
    this.#sink?.drop(ring.slot)
  }

  /** Samples not recorded because the memory is full. */
  get refused(): number {
    return this.#refused
  }

  /** Memory held by these series: columns × points × 4 + 200 bytes each. */
  bytes(): number {
    return this.#bytes
  }

  #open(series: string, atMs: number): Ring | undefined {
    const shape = this.#shapeOf(series)
    const columns = this.#memory.take(shape.points, shape.sampled === 'once' ? 1 : 2)
    if (columns === null) {
      this.#refused += 1
      return undefined
    }
    this.#bytes += bytesOf(columns)
    const step = Math.floor(atMs / shape.stepMs)
    const ring: Ring = { shape, columns, slot: this.#sink?.open(series) ?? -1, newest: step, first: step, samples: 0 }
    this.#rings.set(series, ring)
    return ring
  }
}

function firstKept({ first, newest, shape }: Ring): number {
  return Math.max(first, newest - shape.points + 1)
}

function advance(ring: Ring, step: number): void {
  if (step === ring.newest) return
  const { points } = ring.shape
  const skipped = Math.min(step - ring.newest, points)
  for (const column of ring.columns) {
    for (let i = 0; i < skipped; i += 1) column[(step - i) % points] = Number.NaN
  }
  ring.newest = step
  ring.samples = 0
}

function merge(ring: Ring, place: number, value: number): void {
  const [mean, max] = ring.columns as [Float32Array, Float32Array | undefined]
  const before = mean[place] as number
  mean[place] = ring.samples === 0 ? value : before + (value - before) / (ring.samples + 1)
  if (max !== undefined) max[place] = ring.samples === 0 ? value : Math.max(max[place] as number, value)
  ring.samples += 1
}
