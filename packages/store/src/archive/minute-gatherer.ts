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
 * trace: a gap. Numbers of series are given anew by each process; that of a dropped one goes to another in a later minute,
 * and is named again with it: topics that come and go must not make the process grow.
 */
export class MinuteGatherer {
  readonly #onMinute: (sealed: SealedMinute) => void
  #minute = Number.NEGATIVE_INFINITY
  readonly #byName = new Map<string, Map<string, number>>()
  /** By number; what a free number was called last stays until it is given anew. */
  readonly #names: NewSeries[] = []
  readonly #dropped = new Set<number>()
  readonly #free: number[] = []
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
    const ofCluster = this.#byName.get(cluster) ?? new Map<string, number>()
    this.#byName.set(cluster, ofCluster)
    const known = ofCluster.get(name)
    if (known !== undefined) {
      this.#dropped.delete(known)
      return known
    }
    const series = this.#free.pop() ?? this.#names.length
    if (series >= this.#sum.length) this.#grow()
    ofCluster.set(name, series)
    this.#names[series] = { series, cluster, name }
    this.#named.push({ series, cluster, name })
    return series
  }

  /** No more samples come; what was told in the minute under way still counts. */
  drop(series: number): void {
    this.#dropped.add(series)
  }

  /** Tells every name once more, with the next minute: whoever keeps them has begun anew. */
  tellNamesAgain(): void {
    const isFree = new Set(this.#free)
    this.#named = this.#names.filter(({ series }) => !isFree.has(series))
  }

  /** Series that have a number now. */
  get size(): number {
    return this.#names.length - this.#free.length
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
    if (this.#touched.length > 0) this.#handOver()
    for (const series of this.#dropped) {
      const { cluster, name } = this.#names[series] as NewSeries
      this.#byName.get(cluster)?.delete(name)
      this.#free.push(series)
    }
    this.#dropped.clear()
  }

  #handOver(): void {
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
