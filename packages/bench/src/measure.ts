/** Times of repeated runs, in ms. */
export interface Timing {
  readonly medianMs: number
  readonly worstMs: number
}

/** Runs `work` a few times to warm up, then `times` times measured. */
export function timed(times: number, work: () => void): Timing {
  for (let run = 0; run < 3; run += 1) work()
  const samples = Array.from({ length: times }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  }).sort((a, b) => a - b)
  return { medianMs: samples[Math.floor(times / 2)] ?? Number.NaN, worstMs: samples.at(-1) ?? Number.NaN }
}

/** Bytes of heap and array buffers that `make` leaves behind. Needs --expose-gc; NaN without. */
export function heldBytes<T>(make: () => T): { readonly made: T; readonly bytes: number } {
  const before = usedBytes()
  const made = make()
  return { made, bytes: usedBytes() - before }
}

function usedBytes(): number {
  if (globalThis.gc === undefined) return Number.NaN
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

export const inMs = (ms: number) => `${ms.toFixed(1)} ms`
export const inMb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
