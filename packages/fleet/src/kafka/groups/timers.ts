/** Runs `run` in `delayMs`; gives what takes it back. */
export type Schedule = (run: () => void, delayMs: number) => () => void

/** Timers by name: setting one again replaces it. */
export class Timers {
  readonly #schedule: Schedule
  readonly #pending = new Map<string, () => void>()

  constructor(schedule: Schedule) {
    this.#schedule = schedule
  }

  get size(): number {
    return this.#pending.size
  }

  has(name: string): boolean {
    return this.#pending.has(name)
  }

  set(name: string, delayMs: number, run: () => void): void {
    this.cancel(name)
    const cancel = this.#schedule(() => {
      this.#pending.delete(name)
      run()
    }, delayMs)
    this.#pending.set(name, cancel)
  }

  cancel(name: string): void {
    this.#pending.get(name)?.()
    this.#pending.delete(name)
  }

  cancelAll(): void {
    for (const cancel of this.#pending.values()) cancel()
    this.#pending.clear()
  }
}
