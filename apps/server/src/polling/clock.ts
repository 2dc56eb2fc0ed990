/** Time as the loops see it; tests pass a clock they move by hand. */
export interface Clock {
  /** Epoch ms. Never goes back. */
  now(): number
  /** Runs once after `delayMs`; returns the function that cancels it. */
  after(delayMs: number, run: () => void): () => void
}

// Longest delay a Node timer takes; more would fire at once.
const MAX_DELAY_MS = 2 ** 31 - 1
/** How fast time goes by while the wall clock is waited for: ages are then told a tenth too small, never wrong by hours. */
const CATCH_UP_RATE = 0.9

/** Two views of the time in ms: since the epoch, and of the process, which no one can set. */
export interface TimeSource {
  readonly wall: () => number
  readonly steady: () => number
}

/**
 * The wall clock, but never going back: when it is set back (NTP, a restored virtual machine), time goes on a tenth slower
 * until the wall clock has caught up. Otherwise every answer would count as older than the one held, and be thrown away, and
 * loops would wait out the difference. Forward steps are taken at once: they are also how the time asleep shows.
 */
export function steadyNow({ wall, steady }: TimeSource): () => number {
  let told = wall()
  let toldAt = steady()
  return () => {
    const at = steady()
    const least = told + (at - toldAt) * CATCH_UP_RATE
    told = Math.max(wall(), Math.floor(least))
    // The part of a ms that was cut off is kept for the next time.
    toldAt = told > least ? at : at - (least - told) / CATCH_UP_RATE
    return told
  }
}

export const systemClock: Clock = {
  now: steadyNow({ wall: () => Date.now(), steady: () => performance.now() }),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, delayMs), MAX_DELAY_MS))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
