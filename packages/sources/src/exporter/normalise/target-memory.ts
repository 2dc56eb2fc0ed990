// What is kept of a target between two scrapes: its counters, for rates.

/** After so many of its usual gaps without an answer, a rate would be the mean of a time that nobody watched. */
const MOST_GAPS = 5
/** Before a usual gap is known. */
const LONGEST_FIRST_GAP_MS = 600_000

export interface Page {
  /** Ids in the series book, and their values. */
  readonly ids: readonly number[]
  readonly values: readonly number[]
  /** Of the book that the ids are of. */
  readonly epoch: number
  /** Monotonic, ms: when the exporter began to answer. */
  readonly atMs: number
}

/** Rates of counters; undefined for a series that has none yet. */
export interface Rates {
  of(id: number, value: number): number | undefined
}

const NO_RATES: Rates = { of: () => undefined }

export class TargetMemory {
  /** Its fractions come from 0 to 100. */
  countsInPercent = false
  /** Its request handlers' meter is fed by two pools. */
  hasTwoPools = false
  #counters = new Map<number, number>()
  #atMs = Number.NaN
  #epoch = -1
  #usualGapMs = Number.NaN
  #sum = Number.NaN

  /**
   * Rates against the page before. `counts` tells which ids are counters. `same`: nothing at all moved: an exporter that
   * serves what it kept, not a node that does nothing: it tells no rates, and the page before stays the one to compare with.
   */
  take(page: Page, counts: (id: number) => boolean): { readonly rates: Rates; readonly same: boolean } {
    const sum = fingerprint(page)
    if (sum === this.#sum && page.epoch === this.#epoch) return { rates: NO_RATES, same: page.ids.length > 0 }
    const rates = this.#against(page)
    this.#remember(page, counts)
    this.#sum = sum
    return { rates, same: false }
  }

  #against(page: Page): Rates {
    const gapMs = page.atMs - this.#atMs
    if (page.epoch !== this.#epoch || !(gapMs > 0)) return NO_RATES
    const longestMs = Number.isNaN(this.#usualGapMs) ? LONGEST_FIRST_GAP_MS : MOST_GAPS * this.#usualGapMs
    this.#usualGapMs = gapMs
    if (gapMs > longestMs) return NO_RATES
    const before = this.#counters
    return {
      of(id, value) {
        const last = before.get(id)
        if (last === undefined || !Number.isFinite(value)) return undefined
        // Smaller than before: it began anew in between, and everything it counts now is since then.
        return ((value >= last ? value - last : value) / gapMs) * 1000
      },
    }
  }

  #remember({ ids, values, epoch, atMs }: Page, counts: (id: number) => boolean): void {
    // A new map: what vanished from the page is forgotten, and begins without a rate when it is back.
    const counters = new Map<number, number>()
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] as number
      const value = values[i] as number
      if (Number.isFinite(value) && counts(id)) counters.set(id, value)
    }
    this.#counters = counters
    this.#atMs = atMs
    this.#epoch = epoch
  }
}

function fingerprint({ ids, values }: Page): number {
  let sum = ids.length
  for (let i = 0; i < ids.length; i += 1) {
    const value = values[i] as number
    // NaN must not swallow everything else.
    sum = (sum * 31 + (Number.isFinite(value) ? value : 1) + (ids[i] as number)) % 9_007_199_254_740_881
  }
  return sum
}
