import type { EnsembleClock } from '../clock.ts'

/** A clock that stands still until it is moved; what is scheduled happens while it moves, in order. */
export class HandClock implements EnsembleClock {
  #nowMs: number
  #next = 0
  readonly #waiting = new Map<number, { readonly atMs: number; readonly fn: () => void }>()

  constructor(startMs = 1_700_000_000_000) {
    this.#nowMs = startMs
  }

  now(): number {
    return this.#nowMs
  }

  schedule(fn: () => void, delayMs: number): () => void {
    const id = this.#next
    this.#next += 1
    this.#waiting.set(id, { atMs: this.#nowMs + Math.max(delayMs, 0), fn })
    return () => this.#waiting.delete(id)
  }

  get waiting(): number {
    return this.#waiting.size
  }

  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs
    for (;;) {
      const [due] = [...this.#waiting].filter(([, { atMs }]) => atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs)
      if (!due) break
      const [id, { atMs, fn }] = due
      this.#waiting.delete(id)
      this.#nowMs = Math.max(this.#nowMs, atMs)
      fn()
    }
    this.#nowMs = untilMs
  }
}
