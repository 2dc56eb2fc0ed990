// When to ask again: pure arithmetic of interval, cost and back-off.
import type { Failure } from '@perigee/domain'

/** A loop spends at most this share of its time asking: an answer that takes 2 s is asked for every 20 s at most. */
export const MAX_DUTY = 0.1
const LONGEST_DEAR_MS = 10 * 60_000
const JITTER = 0.05
const LONGEST_RETRY_FACTOR = 2
/** What was never read leaves pages without it: after a failed start it is not left for a whole long interval. */
const FIRST_RETRY_MS = 5_000
/** Trying wrong credentials over and over locks accounts and fills the broker's log. */
const LONGEST_REFUSED_LOGIN_MS = 30_000

export interface PaceInput {
  readonly baseMs: number
  /** Durations in ms of recent runs whose time was spent on answers, newest last. */
  readonly answerDurationsMs: readonly number[]
  readonly failuresInRow: number
  readonly failure: Failure | null
  /** No run has succeeded yet. */
  readonly isUnread?: boolean
  /** How many intervals a retry may wait at most. Default 2; 1 = no back-off but for refused credentials. */
  readonly longestRetryFactor?: number
}

/** Interval in ms that an answer of this cost allows, without back-off: what freshness is judged against. */
export function askedIntervalMs(input: Pick<PaceInput, 'baseMs' | 'answerDurationsMs'>): number {
  const dear = Math.min(median(input.answerDurationsMs.slice(-5)) / MAX_DUTY, LONGEST_DEAR_MS)
  return Math.max(input.baseMs, Math.round(dear))
}

/** Interval from one start to the next, in ms, before jitter. */
export function intervalMs(input: PaceInput): number {
  const asked = askedIntervalMs(input)
  if (input.failuresInRow === 0 || input.failure === null || input.failure.code === 'blocked') return asked
  if (input.failure.code === 'authentication') {
    return Math.max(asked, Math.min(asked * 2 ** input.failuresInRow, LONGEST_REFUSED_LOGIN_MS))
  }
  if (input.isUnread === true && input.failure.retryable) {
    const soon = FIRST_RETRY_MS * 1.5 ** (input.failuresInRow - 1)
    if (soon < asked) return Math.round(soon)
  }
  const longest = input.longestRetryFactor ?? LONGEST_RETRY_FACTOR
  return Math.round(asked * Math.min(1.5 ** (input.failuresInRow - 1), longest))
}

export interface StartInput {
  readonly intervalMs: number
  readonly startedAt: number
  readonly endedAt: number
  /** 0 ≤ random < 1. */
  readonly random: number
}

/** Delay in ms from the end of a run to the next start: start to start, jittered, with a pause after a long run. */
export function nextDelayMs(input: StartInput): number {
  const jittered = input.intervalMs * (1 - JITTER + 2 * JITTER * input.random)
  return Math.max(input.startedAt + jittered - input.endedAt, Math.min(1000, 0.2 * input.intervalMs))
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** Nearest rank; 0 for no values. `share` runs 0–1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
