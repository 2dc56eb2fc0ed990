import type { Timers } from './timers.ts'

/** Timers whose clock a test moves; what is due runs in its order. */
export function fakeTimers(): Timers & { advance(byMs: number): void; readonly waiting: number } {
  const due = new Set<{ readonly atMs: number; readonly run: () => void }>()
  let nowMs = 0
  return {
    after(delayMs, run) {
      const entry = { atMs: nowMs + delayMs, run }
      due.add(entry)
      return () => due.delete(entry)
    },
    advance(byMs) {
      const untilMs = nowMs + byMs
      for (;;) {
        const [next] = [...due].filter((one) => one.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)
        if (next === undefined) break
        due.delete(next)
        nowMs = next.atMs
        next.run()
      }
      nowMs = untilMs
    },
    get waiting() {
      return due.size
    },
  }
}
