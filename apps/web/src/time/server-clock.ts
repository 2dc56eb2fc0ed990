// Ages are counted on the server's clock: a laptop that is three minutes off must not turn fresh readings into lost ones.

let offsetMs: number | null = null

/** Learns the offset from the Date header of an answer (whole seconds) received at `receivedAt` on our clock. */
export function learnServerClock(dateHeader: string | null, receivedAt: number): void {
  const date = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
  if (Number.isNaN(date)) return
  offsetMs = nextOffset(offsetMs, date - receivedAt)
}

/**
 * The header is cut to whole seconds, so each sample is up to a second too small. The largest recent sample is the
 * best one; a sample that is more than two seconds away means that one of the clocks was set.
 */
export function nextOffset(current: number | null, sampleMs: number): number {
  if (current === null || Math.abs(sampleMs - current) > 2000) return sampleMs
  return Math.max(current, sampleMs)
}

/** Milliseconds since the epoch on the server's clock; our own clock until an answer has come. */
export function serverNow(now: number = Date.now()): number {
  return now + (offsetMs ?? 0)
}
