// The Java machine of a simulated node, as numbers.

/** Collections of one collector since the process began. */
export interface Collected {
  readonly count: number
  readonly seconds: number
}

export interface JavaMachine {
  /** Epoch ms. */
  readonly startedAt: number
  readonly uptimeMs: number
  readonly cpuSeconds: number
  /** 0–1, of what the process does at most. */
  readonly load: number
  /** 0–1, of the host. */
  readonly hostLoad: number
  readonly openFds: number
  readonly heapUsedBytes: number
  /** Of the old generation, after the last collection. */
  readonly heapAfterGcBytes: number
  readonly young: Collected
  readonly old: Collected
}

export const HEAP_MAX_BYTES = 6 * 2 ** 30
export const MAX_FDS = 100_000
export const CPUS = 8
const HEAP_FLOOR = 0.28
const TOOTH_MS = 40_000

/** Heap in use when `after` (0–1 of it) is left by collections: a saw whose teeth are higher when there is more to do. */
export function heapUsedBytes({ uptimeMs, load }: { uptimeMs: number; load: number }, after = HEAP_FLOOR): number {
  const within = (uptimeMs % TOOTH_MS) / TOOTH_MS
  const tooth = Math.min(0.99 - after, 0.2 + 0.35 * load)
  return Math.round(HEAP_MAX_BYTES * (after + within * tooth))
}

/** A small machine with nothing to do: a process that reads another's beans. */
export function idleMachine(startedAt: number, uptimeMs: number): JavaMachine {
  const count = Math.floor(uptimeMs / 300_000)
  return {
    startedAt,
    uptimeMs,
    cpuSeconds: uptimeMs * 4e-6,
    load: 0.004,
    hostLoad: 0.1,
    openFds: 38,
    heapUsedBytes: Math.round(0.01 * HEAP_MAX_BYTES + ((uptimeMs % 300_000) / 300_000) * 30e6),
    heapAfterGcBytes: Math.round(0.01 * HEAP_MAX_BYTES),
    young: { count, seconds: count * 0.004 },
    old: { count: 0, seconds: 0 },
  }
}
