/** Waiting as a part: real timers in a running fleet, a clock of their own in tests. */
export interface Timers {
  /** Runs once, later; gives what takes it back. */
  after(delayMs: number, run: () => void): () => void
}

/** Timers that keep no process alive. */
export const realTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
