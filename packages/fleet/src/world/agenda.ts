interface Entry {
  readonly at: number
  readonly order: number
  readonly run: (now: number) => void
  cancelled: boolean
}

/** What will happen in a world, in order of its time; what falls on the same moment keeps the order in which it was planned. */
export class Agenda {
  #entries: Entry[] = []
  #order = 0
  now: number

  constructor(now: number) {
    this.now = now
  }

  get size(): number {
    return this.#entries.length
  }

  /** Plans `run` in `delayMs` from now; gives what takes it back. */
  after(delayMs: number, run: (now: number) => void): () => void {
    const entry: Entry = { at: this.now + Math.max(0, delayMs), order: this.#order, run, cancelled: false }
    this.#order += 1
    this.#insert(entry)
    return () => {
      entry.cancelled = true
    }
  }

  /** Runs everything due until `now` (epoch ms), each at its own time; time never goes back. */
  advance(now: number): void {
    for (let first = this.#entries[0]; first !== undefined && first.at <= now; first = this.#entries[0]) {
      this.#entries.shift()
      this.now = Math.max(this.now, first.at)
      if (!first.cancelled) first.run(this.now)
    }
    this.now = Math.max(this.now, now)
  }

  #insert(entry: Entry): void {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#entries[middle]
      if (other !== undefined && other.at <= entry.at) low = middle + 1
      else high = middle
    }
    this.#entries.splice(low, 0, entry)
  }
}
