import { MINUTE_MS, type Minute } from './minute.ts'

/** What is told with a minute: series that were not named before. */
export interface NewSeries {
  readonly series: number
  readonly cluster: string
  readonly name: string
}

export interface SealedMinute {
  readonly minute: Minute
  readonly named: readonly NewSeries[]
}

/**
 * Gathers samples of all clusters into minutes: mean, least, largest and their number. A minute without samples leaves no
 * trace: a gap. Numbers of series are given anew by each process and never used twice.
 */
export class MinuteGatherer {
  readonly #onMinute: (sealed: SealedMinute) => void
  #minute = Number.NEGATIVE_INFINITY
  #known = 0
  #named: NewSeries[] = []
  #sum = new Float64Array(64)
  #samples = new Uint16Array(64)
  #min = new Float64Array(64)
  #max = new Float64Array(64)
  /** Series that told something in the minute under way. */
  #touched: number[] = []

  constructor(onMinute: (sealed: SealedMinute) => void) {
    this.#onMinute = onMinute
  }

  open(cluster: string, name: string): number {
    const series = this.#known
    this.#known += 1
    this.#named.push({ series, cluster, name })
    if (series >= this.#sum.length) this.#grow()
    return series
  }

  add(series: number, atMs: number, value: number): void {
    this.seal(atMs)
    const before = this.#samples[series] as number
    if (before === 0) {
      this.#touched.push(series)
      this.#sum[series] = 0
      this.#min[series] = value
      this.#max[series] = value
    }
    if (before === 65_535) return
    this.#samples[series] = before + 1
    this.#sum[series] = (this.#sum[series] as number) + value
    this.#min[series] = Math.min(this.#min[series] as number, value)
    this.#max[series] = Math.max(this.#max[series] as number, value)
  }

  /** Hands over the minute under way when `nowMs` is beyond it. */
  seal(nowMs: number): void {
    const minute = Math.floor(nowMs / MINUTE_MS)
    // A sample of a minute that is over (the clock was set back) counts to the one under way.
    if (minute <= this.#minute) return
    this.flush()
    this.#minute = minute
  }

  /** Hands over the minute under way, whole or not. */
  flush(): void {
    if (this.#touched.length === 0) return
    const series = Uint32Array.from(this.#touched).sort()
    const minute: Minute = {
      at: this.#minute * MINUTE_MS,
      series,
      samples: Uint16Array.from(series, (one) => this.#samples[one] as number),
      mean: Float32Array.from(series, (one) => (this.#sum[one] as number) / (this.#samples[one] as number)),
      min: Float32Array.from(series, (one) => this.#min[one] as number),
      max: Float32Array.from(series, (one) => this.#max[one] as number),
    }
    for (const one of series) this.#samples[one] = 0
    const named = this.#named
    this.#touched = []
    this.#named = []
    this.#onMinute({ minute, named })
  }

  #grow(): void {
    const size = this.#sum.length * 2
    const grown = <T extends Float64Array | Uint16Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.#sum = grown(this.#sum, new Float64Array(size))
    this.#min = grown(this.#min, new Float64Array(size))
    this.#max = grown(this.#max, new Float64Array(size))
    this.#samples = grown(this.#samples, new Uint16Array(size))
  }
}
