import { setTimeout as sleep } from 'node:timers/promises'

export interface WaitOptions {
  /** Completes "gave up after 60 s waiting for …". */
  readonly what: string
  readonly timeoutMs?: number
  readonly everyMs?: number
}

/**
 * Asks `condition` again and again until it gives something other than false, null or undefined, and returns that.
 * A condition that throws counts as "not yet"; its last error is part of the message when time is up.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitOptions,
): Promise<Exclude<T, false | null | undefined>> {
  const timeoutMs = options.timeoutMs ?? 60_000
  const end = Date.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const value = await condition()
      if (value !== false && value !== null && value !== undefined) {
        return value as Exclude<T, false | null | undefined>
      }
      last = undefined
    } catch (error) {
      last = error
    }
    if (Date.now() > end) {
      throw new Error(`gave up after ${timeoutMs / 1000} s waiting for ${options.what}`, { cause: last })
    }
    await sleep(options.everyMs ?? 200)
  }
}
