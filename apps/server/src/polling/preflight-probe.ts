// Knocks at the doors of one cluster for preflight: soon after the start, when the doors change, and else once an hour. No
// page view makes it knock.
import type { ClusterConfig } from '@perigee/config'
import type { ClusterFacts, PreflightProbes, Reading } from '@perigee/domain'
import type { ProbePlan } from '@perigee/sources'
import { fail, succeed, unread } from '@perigee/store'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { isPlanComplete, planOf } from './probe-plan.ts'

export type Probe = (plan: ProbePlan, cluster: ClusterConfig, signal: AbortSignal) => Promise<PreflightProbes>

export interface PreflightProbeOptions {
  readonly config: ClusterConfig
  readonly facts: () => ClusterFacts
  readonly probe: Probe
  readonly clock: Clock
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number
  readonly log: Log
  readonly onRead: () => void
}

const HOUR_MS = 3_600_000
const LOOK_MS = 1_000
/** Once it has knocked: every door of a large cluster is compared at each look. */
const LOOK_AGAIN_MS = 10_000
/** What was found out is kept so long, whatever changes. */
const SHORTEST_MS = 300_000
/** So long the first round waits for settings and exporters to be read: they name most of the doors. */
const PATIENCE_MS = 30_000

export class PreflightProbe {
  readonly #options: PreflightProbeOptions
  #reading: Reading<PreflightProbes> = unread(HOUR_MS)
  #probedPlan = ''
  #begunAt = 0
  #nextAt = 0
  #cancel: (() => void) | null = null
  #flight: Promise<void> | null = null
  readonly #abort = new AbortController()

  constructor(options: PreflightProbeOptions) {
    this.#options = options
  }

  get reading(): Reading<PreflightProbes> {
    return this.#reading
  }

  start(): void {
    this.#begunAt = this.#options.clock.now()
    this.#look()
  }

  /** Gives up what is under way and waits for it. */
  async stop(): Promise<void> {
    this.#abort.abort()
    this.#cancel?.()
    await this.#flight
  }

  #look(): void {
    if (this.#abort.signal.aborted) return
    this.#flight = this.#lookOnce().then(() => this.#later())
  }

  /** A mistake of ours is told, and looked at again an hour later; nothing of the console ends with it. */
  async #lookOnce(): Promise<void> {
    try {
      if (this.#isDue()) await this.#run()
    } catch (error) {
      this.#tellBug(error)
    }
  }

  #later(): void {
    this.#flight = null
    if (!this.#abort.signal.aborted) this.#cancel = this.#options.clock.after(this.#delayMs(), () => this.#look())
  }

  #delayMs(): number {
    return this.#reading.attemptedAt === undefined ? LOOK_MS : LOOK_AGAIN_MS
  }

  #isDue(): boolean {
    const { facts, config, clock } = this.#options
    const now = clock.now()
    const { attemptedAt } = this.#reading
    if (facts().registry.value === undefined) return false
    if (attemptedAt === undefined) return isPlanComplete(config, facts()) || now - this.#begunAt >= PATIENCE_MS
    if (now >= this.#nextAt) return true
    return now - attemptedAt >= SHORTEST_MS && keyOf(planOf(config, facts())) !== this.#probedPlan
  }

  async #run(): Promise<void> {
    const { facts, config, clock, random, probe, onRead } = this.#options
    const startedAt = clock.now()
    const plan = planOf(config, facts())
    this.#probedPlan = keyOf(plan)
    this.#nextAt = startedAt + HOUR_MS * (0.95 + 0.1 * random())
    const value = await probe(plan, config, this.#abort.signal)
    if (this.#abort.signal.aborted) return
    this.#reading = succeed(this.#reading, { value, gaps: [], observedAt: startedAt, intervalMs: HOUR_MS })
    onRead()
  }

  #tellBug(error: unknown): void {
    const { config, clock, log, onRead } = this.#options
    log.error({ err: error, cluster: config.name }, 'preflight probes failed on a mistake of ours')
    const attemptedAt = clock.now()
    this.#nextAt = attemptedAt + HOUR_MS
    const message = 'internal error while trying; see the log'
    const failure = { code: 'garbage', message, peer: config.name, retryable: true } as const
    this.#reading = fail(this.#reading, { failure, attemptedAt, intervalMs: HOUR_MS })
    onRead()
  }
}

/** Order does not make another plan. */
function keyOf(plan: ProbePlan): string {
  return Object.values(plan)
    .flatMap((doors: readonly object[]) => doors.map((door) => JSON.stringify(door)))
    .sort()
    .join('\n')
}
