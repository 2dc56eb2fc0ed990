// What is kept of a target between two scrapes: its counters, for rates.

/** After so many of its usual gaps without an answer, a rate would be the mean of a time that nobody watched. */
const MOST_GAPS = 5
/** Before a usual gap is known. */
const LONGEST_FIRST_GAP_MS = 600_000

export interface Page {
  /** Ids in the series book, and their values. */
  readonly ids: readonly number[]
  readonly values: readonly number[]
  /** When the node's process started, epoch seconds; NaN: not told. */
  readonly startedS: number
  /** Monotonic, ms: when the exporter began to answer. */
  readonly atMs: number
}

/** Rates of counters; undefined for a series that has none yet. */
export interface Rates {
  of(id: number, value: number): number | undefined
}

/** Exporters compute it, and round: 0.x tells it to the second. */
const SAME_START_S = 2

const NO_RATES: Rates = { of: () => undefined }

export class TargetMemory {
  /** Its fractions come from 0 to 100. */
  countsInPercent = false
  /** Its request handlers' meter is fed by two pools. */
  hasTwoPools = false
  #counters = new Map<number, number>()
  #atMs = Number.NaN
  #startedS = Number.NaN
  #usualGapMs = Number.NaN
  #sum = Number.NaN

  /**
   * Rates against the page before. `counts` tells which places hold counters. `same`: nothing at all moved: an exporter that
   * serves what it kept, not a node that does nothing: it tells no rates, and the page before stays the one to compare with.
   */
  take(page: Page, counts: (at: number) => boolean): { readonly rates: Rates; readonly same: boolean } {
    const sum = fingerprint(page)
    if (sum === this.#sum) return { rates: NO_RATES, same: page.ids.length > 0 }
    const rates = this.#against(page)
    this.#remember(page, counts)
    this.#sum = sum
    return { rates, same: false }
  }

  #against(page: Page): Rates {
    const gapMs = page.atMs - this.#atMs
    if (!(gapMs > 0)) return NO_RATES
    const longestMs = Number.isNaN(this.#usualGapMs) ? LONGEST_FIRST_GAP_MS : MOST_GAPS * this.#usualGapMs
    this.#usualGapMs = gapMs
    // Another process counts something else, also where it is further: two nodes behind one address take turns.
    if (gapMs > longestMs || Math.abs(page.startedS - this.#startedS) > SAME_START_S) return NO_RATES
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

  #remember({ ids, values, startedS, atMs }: Page, counts: (at: number) => boolean): void {
    // A new map: what vanished from the page is forgotten, and begins without a rate when it is back.
    const counters = new Map<number, number>()
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] as number
      const value = values[i] as number
      if (Number.isFinite(value) && counts(i)) counters.set(id, value)
    }
    this.#counters = counters
    this.#atMs = atMs
    this.#startedS = startedS
  }
}

/** Told apart by every bit: on an idle node one counter may be one more, and nothing else. */
const FLOAT = new Float64Array(1)
const HALVES = new Int32Array(FLOAT.buffer)

/** Of all ids and the bits of all values: 52 bits. */
function fingerprint({ ids, values }: Page): number {
  let high = ids.length
  let low = 0x811c9dc5 | 0
  for (let i = 0; i < ids.length; i += 1) {
    FLOAT[0] = values[i] as number
    low = Math.imul(low ^ (HALVES[0] as number) ^ (ids[i] as number), 0x01000193)
    low ^= low >>> 15
    high = Math.imul(high + (HALVES[1] as number) + low, 0x5bd1e995)
    high ^= high >>> 13
  }
  return (high >>> 0) * 0x10_0000 + (low >>> 12)
}
