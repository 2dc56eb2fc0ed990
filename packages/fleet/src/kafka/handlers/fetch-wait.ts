import type { Partition } from '../../world/partition.ts'
import type { RequestContext } from '../handler.ts'
import { producedOf } from '../produced.ts'

/** Simulated traffic tells nobody when it writes, so a waiting Fetch looks again when the next record is due. */
const LEAST_WAIT_MS = 25
/** A client may ask for more, but its connection may be long gone by then. */
const LONGEST_WAIT_MS = 60_000

export interface Patience<T> {
  readonly maxWaitMs: number
  readonly read: () => T
  readonly isEnough: (read: T) => boolean
  /** Whose records are waited for. */
  readonly partitions: readonly Partition[]
}

/** Reads until it is enough or the time is over: again when a client has produced, and when traffic is due. */
export function readPatiently<T>(patience: Patience<T>, { after }: Pick<RequestContext, 'after'>): Promise<T> {
  const { read, isEnough, partitions } = patience
  const dueMs = Math.min(...partitions.map((partition) => 1_000 / partition.log.ratePerSecond))
  const sets = partitions.map((partition) => producedOf(partition).waiting)
  return new Promise((resolve) => {
    let stopTicking = () => {}
    const stopWaiting = after(Math.min(patience.maxWaitMs, LONGEST_WAIT_MS), () => end(read()))
    for (const waiting of sets) waiting.add(look)
    tick()

    function tick(): void {
      if (dueMs > patience.maxWaitMs) return
      stopTicking = after(Math.max(LEAST_WAIT_MS, dueMs), () => {
        tick()
        look()
      })
    }
    function look(): void {
      const now = read()
      if (isEnough(now)) end(now)
    }
    function end(last: T): void {
      stopTicking()
      stopWaiting()
      for (const waiting of sets) waiting.delete(look)
      resolve(last)
    }
  })
}
