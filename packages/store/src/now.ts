import type { Failure, Gap, Reading } from '@perigee/domain'

/** A reading before its first attempt. */
export function unread<T>(intervalMs: number): Reading<T> {
  return {
    value: undefined,
    observedAt: undefined,
    attemptedAt: undefined,
    intervalMs,
    failure: undefined,
    failingSince: undefined,
    gaps: [],
    version: 0,
  }
}

export interface Success<T> {
  readonly value: T
  readonly gaps: readonly Gap[]
  /** When the answer was asked for, epoch ms: its age is never understated. */
  readonly observedAt: number
  readonly intervalMs?: number
}

/**
 * The reading after a good answer. An answer observed before the one held (two runs crossed, or the clock stepped back)
 * changes nothing but the attempt: `observedAt` never goes back.
 */
export function succeed<T>(before: Reading<T>, success: Success<T>): Reading<T> {
  const attemptedAt = Math.max(before.attemptedAt ?? success.observedAt, success.observedAt)
  const intervalMs = success.intervalMs ?? before.intervalMs
  if (before.observedAt !== undefined && success.observedAt < before.observedAt) {
    return { ...before, attemptedAt, intervalMs }
  }
  return {
    value: success.value,
    observedAt: success.observedAt,
    attemptedAt,
    intervalMs,
    failure: undefined,
    failingSince: undefined,
    gaps: success.gaps,
    version: before.version + 1,
  }
}

export interface FailedAttempt {
  readonly failure: Failure
  /** Epoch ms. */
  readonly attemptedAt: number
  readonly intervalMs?: number
}

/** The reading after a failed attempt: value, its age and its gaps stay. */
export function fail<T>(before: Reading<T>, attempt: FailedAttempt): Reading<T> {
  const same = before.failure !== undefined && sameFailure(before.failure, attempt.failure)
  return {
    ...before,
    attemptedAt: Math.max(before.attemptedAt ?? attempt.attemptedAt, attempt.attemptedAt),
    intervalMs: attempt.intervalMs ?? before.intervalMs,
    failure: attempt.failure,
    failingSince: before.failingSince ?? attempt.attemptedAt,
    version: same ? before.version : before.version + 1,
  }
}

function sameFailure(a: Failure, b: Failure): boolean {
  return a.code === b.code && a.message === b.message && a.peer === b.peer && a.kafkaError === b.kafkaError
}
