// Lets a few through at a time: a hundred exporters must not answer at once.

export class Turnstile {
  readonly #waiting: (() => void)[] = []
  #free: number

  constructor(places: number) {
    this.#free = places
  }

  /** Waits for a place; whoever gives up before has taken none. */
  async through<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T | null> {
    if (!(await this.#enter(signal))) return null
    try {
      return await run()
    } finally {
      this.#free += 1
      this.#waiting.shift()?.()
    }
  }

  #enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false)
    if (this.#free > 0) {
      this.#free -= 1
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const enter = () => {
        signal.removeEventListener('abort', leave)
        this.#free -= 1
        resolve(true)
      }
      const leave = () => {
        const at = this.#waiting.indexOf(enter)
        if (at >= 0) this.#waiting.splice(at, 1)
        resolve(false)
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(enter)
    })
  }
}
