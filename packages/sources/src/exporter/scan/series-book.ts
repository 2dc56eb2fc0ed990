// Series seen before, by their bytes: most lines of a page are those of the page before, and of the pages of other nodes.
// What a series means is worked out once; then two numbers find it again.

/** Of a series that is not wanted after all, because of its labels. */
export const UNWANTED = -1
export const UNKNOWN = -2

/** Beyond this many, wanted or not, everything is forgotten and learnt again: topics come and go for years. */
export const MAX_SERIES = 1_000_000
/** Ids begin again at 0 long before they would pass 2^31. */
const MAX_ID = 1_000_000_000

export class SeriesBook<T> {
  readonly #limit: number
  #size = 0
  #mask = 0
  #keys = new Int32Array(0)
  #ids = new Int32Array(0)
  #meanings: T[] = []
  /** Id of the first of them. A forgotten id is not given again: pages that are half read hold some of before. */
  #firstId = 0

  constructor(limit = MAX_SERIES) {
    this.#limit = limit
    this.#clear()
  }

  /** Id of a series with this 64-bit hash, given in two halves. */
  find(high: number, low: number): number {
    return this.#ids[this.#slotOf(high, low)] as number
  }

  /** Notes what a series means; null: it is not wanted. Answers its id. */
  add(high: number, low: number, meaning: T | null): number {
    if (this.#size >= this.#limit) {
      this.#clear()
    } else if (this.#size * 2 > this.#mask) this.#grow()
    const slot = this.#slotOf(high, low)
    let id = UNWANTED
    if (meaning !== null) {
      id = this.#firstId + this.#meanings.length
      this.#meanings.push(meaning)
    }
    this.#keys[2 * slot] = high
    this.#keys[2 * slot + 1] = low
    this.#ids[slot] = id
    this.#size += 1
    return id
  }

  /** Undefined when it was forgotten. */
  meaning(id: number): T | undefined {
    return this.#meanings[id - this.#firstId]
  }

  get size(): number {
    return this.#size
  }

  #slotOf(high: number, low: number): number {
    const keys = this.#keys
    const ids = this.#ids
    let slot = low & this.#mask
    while (ids[slot] !== UNKNOWN && (keys[2 * slot] !== high || keys[2 * slot + 1] !== low)) {
      slot = (slot + 1) & this.#mask
    }
    return slot
  }

  #clear(): void {
    this.#size = 0
    this.#firstId = (this.#firstId + this.#meanings.length) % MAX_ID
    this.#meanings = []
    this.#allot(4096)
  }

  #allot(slots: number): void {
    this.#mask = slots - 1
    this.#keys = new Int32Array(2 * slots)
    this.#ids = new Int32Array(slots).fill(UNKNOWN)
  }

  #grow(): void {
    const keys = this.#keys
    const ids = this.#ids
    this.#allot(2 * (this.#mask + 1))
    for (let slot = 0; slot < ids.length; slot += 1) {
      if (ids[slot] === UNKNOWN) continue
      const to = this.#slotOf(keys[2 * slot] as number, keys[2 * slot + 1] as number)
      this.#keys[2 * to] = keys[2 * slot] as number
      this.#keys[2 * to + 1] = keys[2 * slot + 1] as number
      this.#ids[to] = ids[slot] as number
    }
  }
}
