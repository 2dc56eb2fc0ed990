import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Cuts long decoding into slices, so that page views and other clusters are served in between. */
export interface Pause {
  /** True when the slice has lasted long enough; then await {@link Pause.take}. Cheap enough for inner loops. */
  due(): boolean
  take(): Promise<void>
}

/** Longest slice in ms. Leaves room for a garbage collection below the 20 ms that the console promises. */
const SLICE_MS = 6

export function createPause(sliceMs = SLICE_MS): Pause {
  let started = performance.now()
  return {
    due: () => performance.now() - started >= sliceMs,
    take: async () => {
      await nextTurn()
      started = performance.now()
    },
  }
}
