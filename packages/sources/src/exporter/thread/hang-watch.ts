// Whether a thread still says anything while it owes answers. It keeps its deadlines itself; one that says nothing long
// after the latest of them hangs in a loop, and will not come back.

/** A main thread that was stopped for a while finds what was said meanwhile only after its timers. */
const SECOND_LOOK_MS = 500

export class HangWatch {
  readonly #onHang: () => void
  readonly #owed = new Map<number, NodeJS.Timeout>()
  #heardAt = performance.now()

  constructor(onHang: () => void) {
    this.#onHang = onHang
  }

  /** An answer is owed; anything that is said within `patienceMs` shows that the thread runs. */
  owes(id: number, patienceMs: number): void {
    this.#look(id, patienceMs, () => this.#look(id, SECOND_LOOK_MS, this.#onHang, patienceMs))
  }

  /** It said something; `id`: whose answer. */
  heard(id: number): void {
    this.#heardAt = performance.now()
    clearTimeout(this.#owed.get(id))
    this.#owed.delete(id)
  }

  end(): void {
    for (const timer of this.#owed.values()) clearTimeout(timer)
    this.#owed.clear()
  }

  #look(id: number, afterMs: number, then: () => void, patienceMs = afterMs): void {
    const look = () => {
      const silentMs = performance.now() - this.#heardAt
      if (silentMs >= patienceMs) then()
      else this.owes(id, patienceMs)
    }
    // Whoever else wants to end may.
    this.#owed.set(id, setTimeout(look, afterMs).unref())
  }
}
