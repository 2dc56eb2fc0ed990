import type { Failure } from '@perigee/domain'

/** Answer of one exchange with one peer. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export function good<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function bad(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure }
}
