import type { Failure } from '@perigee/domain'
import type { Result } from './result.ts'

/** How long one address is waited for before the next is asked as well, in ms. */
const HEDGE_MS = 500

/**
 * Asks candidates one after the other: the next as soon as one fails, or after half a second without an answer. The first
 * good answer wins, so one frozen broker costs half a second and not a whole deadline. All failures when none answers.
 * Rejects when `ask` does, which is a mistake of ours.
 */
export function firstAnswer<C, T>(
  candidates: readonly C[],
  ask: (candidate: C) => Promise<Result<T>>,
  hedgeMs = HEDGE_MS,
): Promise<
  | { readonly ok: true; readonly value: T; readonly from: C }
  | { readonly ok: false; readonly failures: readonly Failure[] }
> {
  return new Promise((resolve, reject) => {
    const failures: Failure[] = []
    let next = 0
    let over = false
    let timer: NodeJS.Timeout | undefined
    const end = (result: Parameters<typeof resolve>[0]) => {
      over = true
      clearTimeout(timer)
      resolve(result)
    }
    const stumble = (error: unknown) => {
      over = true
      clearTimeout(timer)
      reject(error)
    }
    const start = () => {
      clearTimeout(timer)
      const candidate = candidates[next]
      if (over || next >= candidates.length) return
      next += 1
      timer = setTimeout(start, hedgeMs)
      ask(candidate as C).then((result) => {
        if (over) return
        if (result.ok) return end({ ok: true, value: result.value, from: candidate as C })
        failures.push(result.failure)
        if (failures.length === candidates.length) end({ ok: false, failures })
        else start()
      }, stumble)
    }
    if (candidates.length === 0) end({ ok: false, failures })
    else start()
  })
}
