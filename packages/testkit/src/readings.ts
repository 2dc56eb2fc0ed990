import type { Failure, FailureCode, Reading } from '@perigee/domain'

/** The instant most fixtures are observed at: 22 Nov 2026, 02:55:00 UTC. */
export const NOW = Date.UTC(2026, 10, 22, 2, 55)

/** A good reading, observed at `observedAt` (default {@link NOW}). */
export function readingOf<T>(value: T, over: Partial<Reading<T>> = {}): Reading<T> {
  const observedAt = over.observedAt ?? NOW
  return {
    value,
    observedAt,
    attemptedAt: observedAt,
    intervalMs: 5_000,
    failure: undefined,
    failingSince: undefined,
    gaps: [],
    version: 1,
    ...over,
  }
}

/** A reading that never succeeded; with a failure, every attempt so far failed. */
export function neverRead<T>(failure?: Failure, failingSince = NOW - 60_000): Reading<T> {
  return {
    value: undefined,
    observedAt: undefined,
    attemptedAt: failure ? NOW : undefined,
    intervalMs: 5_000,
    failure,
    failingSince: failure ? failingSince : undefined,
    gaps: [],
    version: failure ? 1 : 0,
  }
}

/** The same reading after attempts that failed since `since`: the value stays. */
export function failing<T>(reading: Reading<T>, failure: Failure, since = NOW - 60_000): Reading<T> {
  return { ...reading, failure, failingSince: since, version: reading.version + 1 }
}

export function failureOf(code: FailureCode, over: Partial<Failure> = {}): Failure {
  return { code, message: MESSAGES[code] ?? code, peer: 'broker', retryable: code !== 'authentication', ...over }
}

const MESSAGES: Partial<Record<FailureCode, string>> = {
  refused: 'connection refused',
  timeout: 'no answer in 3 s',
  'connect-timeout': 'no connection in 2 s',
  closed: 'connection closed',
  authentication: 'Authentication failed: Invalid username or password',
}
