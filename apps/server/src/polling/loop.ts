// One poll loop: runs never overlap, a slow one delays no other, stop() waits for the run in flight.
import type { Failure, Gap } from '@perigee/domain'
import type { LoopKind, LoopState } from '../facts/state.ts'
import type { Clock } from './clock.ts'
import { askedIntervalMs, intervalMs, nextDelayMs, percentile } from './pace.ts'

export interface RunContext {
  /** Aborted at the deadline and on stop. */
  readonly signal: AbortSignal
  /** Epoch ms. */
  readonly startedAt: number
  /** How often this is meant to be asked, back-off left out: what the age of the answer is judged against. */
  readonly intervalMs: number
}

export interface RunReport {
  readonly failure: Failure | null
  readonly gaps: readonly Gap[]
  /** True when time went by waiting for a peer that did not answer: the duration then says nothing about cost. */
  readonly waited: boolean
  /** The peer's own time in ms, where it tells: dearness is judged by it instead of by our wait. */
  readonly costMs?: number
  /** Why there was nothing to ask, in words. */
  readonly idleReason?: string
}

export interface LoopOptions {
  readonly id: string
  readonly cluster: string
  readonly kind: LoopKind
  readonly brokerId: number | null
  readonly baseIntervalMs: number
  /** How many intervals a retry may wait at most; see pace.ts. */
  readonly longestRetryFactor?: number
  /** A run that takes longer is aborted and counted as failed. */
  readonly deadlineMs: number
  readonly clock: Clock
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number
  readonly target: () => string
  readonly run: (context: RunContext) => Promise<RunReport>
  /** Called at the deadline and when a run throws (a bug): the reading must hear of it. */
  readonly onFailure: (failure: Failure, attemptedAt: number) => void
  readonly onBug: (error: unknown) => void
  readonly onSettled: () => void
}

/** Between a run and one that was asked for while it ran. */
const SHORTEST_REST_MS = 250
const KEPT_DURATIONS = 100
const HOUR_MS = 3_600_000

export class Loop {
  readonly #options: LoopOptions
  #cancelTimer: (() => void) | null = null
  #flight: Promise<void> | null = null
  #abort: AbortController | null = null
  #again = false
  #stopped = false
  #durations: number[] = []
  #answerDurations: number[] = []
  #failedAt: number[] = []
  #failuresInRow = 0
  #state: LoopState

  constructor(options: LoopOptions) {
    this.#options = options
    this.#state = firstState(options)
  }

  get state(): LoopState {
    const since = this.#options.clock.now() - HOUR_MS
    const failuresLastHour = this.#failedAt.filter((at) => at > since).length
    return { ...this.#state, target: this.#options.target(), failuresLastHour }
  }

  /** Begins; the first run comes after `delayMs`. */
  start(delayMs: number): void {
    if (!this.#stopped && this.#flight === null) this.#schedule(delayMs)
  }

  /** Runs now; when a run is in flight, once more right after it. Nothing after stop. */
  trigger(): void {
    if (this.#stopped) return
    if (this.#flight !== null) {
      this.#again = true
      return
    }
    const delay = this.#gapMs()
    const next = this.#state.nextAttemptAt
    if (next === null || next > this.#options.clock.now() + delay) this.#schedule(delay)
  }

  /** However often a loop is woken, it rests three times as long as its last run took. */
  #gapMs(): number {
    const { attemptedAt, durationMs } = this.#state
    if (attemptedAt === null || durationMs === null) return 0
    const endedAt = attemptedAt + durationMs
    return Math.max(0, endedAt + Math.max(SHORTEST_REST_MS, 3 * durationMs) - this.#options.clock.now())
  }

  /** Aborts the run in flight and waits for it; no run begins afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#abort?.abort()
    await this.#flight
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer?.()
    this.#state = { ...this.#state, nextAttemptAt: this.#options.clock.now() + delayMs }
    this.#cancelTimer = this.#options.clock.after(delayMs, () => {
      this.#cancelTimer = null
      this.#flight = this.#runOnce()
    })
  }

  async #runOnce(): Promise<void> {
    const { clock } = this.#options
    const startedAt = clock.now()
    this.#state = { ...this.#state, running: true, attemptedAt: startedAt, nextAttemptAt: null }
    const report = await this.#attempt(startedAt)
    this.#flight = null
    this.#abort = null
    if (this.#stopped) return
    const endedAt = clock.now()
    this.#record(report, startedAt, endedAt)
    const { intervalMs } = this.#state
    const delay = nextDelayMs({ intervalMs, startedAt, endedAt, random: this.#options.random() })
    const again = this.#again
    this.#again = false
    this.#schedule(again ? Math.min(delay, this.#gapMs()) : delay)
    this.#options.onSettled()
  }

  /** One run under its deadline. The loop waits for a run that ignores the abort: overlapping would be worse. */
  async #attempt(startedAt: number): Promise<RunReport> {
    const { clock, deadlineMs } = this.#options
    const abort = new AbortController()
    this.#abort = abort
    let overdue: Failure | null = null
    const cancel = clock.after(deadlineMs, () => {
      overdue = this.#failure('timeout', `no complete answer within ${deadlineMs} ms`)
      this.#options.onFailure(overdue, startedAt)
      abort.abort()
    })
    try {
      const asked = askedIntervalMs({ baseMs: this.#options.baseIntervalMs, answerDurationsMs: this.#answerDurations })
      const report = await this.#options.run({ signal: abort.signal, startedAt, intervalMs: asked })
      return overdue === null ? report : { failure: overdue, gaps: report.gaps, waited: true }
    } catch (error) {
      this.#options.onBug(error)
      const failure = overdue ?? this.#failure('garbage', 'internal error while reading; see the log')
      this.#options.onFailure(failure, startedAt)
      return { failure, gaps: [], waited: true }
    } finally {
      cancel()
    }
  }

  #failure(code: 'timeout' | 'garbage', message: string): Failure {
    return { code, message, peer: this.#options.target(), retryable: true }
  }

  #record(report: RunReport, startedAt: number, endedAt: number): void {
    const durationMs = endedAt - startedAt
    const { failure } = report
    const counts = failure !== null && failure.code !== 'blocked'
    if (counts) this.#failedAt = [...this.#failedAt.filter((at) => at > endedAt - HOUR_MS), startedAt]
    this.#failuresInRow = failure === null ? 0 : this.#failuresInRow + 1
    keep(this.#durations, durationMs)
    if (failure === null && !report.waited) keep(this.#answerDurations, report.costMs ?? durationMs)
    const pace = {
      baseMs: this.#options.baseIntervalMs,
      answerDurationsMs: this.#answerDurations,
      failuresInRow: this.#failuresInRow,
      failure,
      isUnread: this.#state.lastSuccessAt === null,
      longestRetryFactor: this.#options.longestRetryFactor ?? 2,
    }
    this.#state = {
      ...this.#state,
      running: false,
      runs: this.#state.runs + 1,
      intervalMs: intervalMs(pace),
      durationMs,
      durationP95Ms: percentile(this.#durations, 0.95),
      lastSuccessAt: failure === null && report.idleReason === undefined ? startedAt : this.#state.lastSuccessAt,
      failure,
      failingSince: failure === null ? null : (this.#state.failingSince ?? startedAt),
      gaps: failure === null ? report.gaps : this.#state.gaps,
      idleReason: report.idleReason ?? null,
    }
  }
}

function keep(list: number[], value: number): void {
  list.push(value)
  if (list.length > KEPT_DURATIONS) list.shift()
}

function firstState(options: LoopOptions): LoopState {
  return {
    id: options.id,
    cluster: options.cluster,
    kind: options.kind,
    brokerId: options.brokerId,
    target: '',
    baseIntervalMs: options.baseIntervalMs,
    intervalMs: options.baseIntervalMs,
    running: false,
    lastSuccessAt: null,
    attemptedAt: null,
    nextAttemptAt: null,
    durationMs: null,
    durationP95Ms: null,
    failuresLastHour: 0,
    failingSince: null,
    failure: null,
    gaps: [],
    runs: 0,
    idleReason: null,
  }
}
