// Assesses once per change of readings, in slices, and shows readings, assessment and judgement together: whoever looks
// never sees topics that nobody has judged yet.
import { setImmediate as turn } from 'node:timers/promises'
import {
  type Assessment,
  type BrokerFact,
  type ClusterFacts,
  type ClusterJudgement,
  followKeepers,
  type JudgeOptions,
  type KeeperPast,
  keepersHeld,
  NO_KEEPERS,
  type Why,
} from '@perigee/domain'
import type { Clock } from '../polling/clock.ts'
import type { Weight } from './news.ts'
import type { Snapshot } from './record-history.ts'
import { runInSlices } from './slices.ts'
import { WhyWatch } from './why-watch.ts'

/** The pure part, from @perigee/domain. */
export interface Judgement {
  readonly assessInSlices: (facts: ClusterFacts) => Generator<undefined, Assessment | null>
  readonly judgeCluster: (facts: ClusterFacts, assessment: Assessment | null, options: JudgeOptions) => ClusterJudgement
}

export interface ClusterJudgeOptions {
  readonly judgement: Judgement
  readonly clock: Clock
  /** The newest readings. */
  readonly facts: () => ClusterFacts
  readonly remembered: () => ReadonlyMap<number, BrokerFact>
  readonly bootstrapCount: number
  /** What was seen of brokers' listings and of the quorum's leaders so far. */
  readonly past: () => KeeperPast
  readonly onset: (code: string) => number | null
  readonly heldBefore: (code: string) => boolean
  /** After each assessment, with the names of the readings that changed since the one before. */
  readonly onJudged: (
    snapshot: Omit<Snapshot, 'assessment'> & { assessment: Assessment | null },
    readings: readonly string[],
  ) => void
  readonly onBug: (error: unknown) => void
}

/** At most a tenth of the time goes into assessing, however often readings change … */
const REST_FACTOR = 9
/** … but news are shown within about a second. */
const LONGEST_REST_MS = 1_000
/** The same read anew waits this long: as long as the quickest readings take turns. */
const ROUTINE_REST_MS = 5_000

export class ClusterJudge {
  readonly #options: ClusterJudgeOptions
  readonly #whyWatch = new WhyWatch()
  #whys: readonly Why[] = []
  #keepers = NO_KEEPERS
  #picture: { readonly facts: ClusterFacts; readonly assessment: Assessment | null }
  #changed = new Set<string>()
  #hasNews = false
  #isRunning = false
  #isStopped = false
  /** On the clock: no assessment before it, and none for routine before the later one. */
  #restUntil = 0
  #routineFrom = 0
  #cached: { key: string; judgement: ClusterJudgement } | null = null
  #generation = 0
  #cancelRest: (() => void) | null = null

  constructor(options: ClusterJudgeOptions) {
    this.#options = options
    this.#picture = { facts: options.facts(), assessment: null }
  }

  /** The readings that were assessed last. */
  get facts(): ClusterFacts {
    return this.#picture.facts
  }

  /** Of exactly these readings' topology; null before the first one. */
  get assessment(): Assessment | null {
    return this.#picture.assessment
  }

  /** Why brokers are slow, by these readings and the ones before. */
  get whys(): readonly Why[] {
    return this.#whys
  }

  /** Says that a reading changed; the assessment follows soon where it is news, later where it is routine. */
  touch(reading: string, weight: Weight): void {
    this.#changed.add(reading)
    if (weight === 'news') this.#hasNews = true
    else this.#renew()
    this.#plan()
  }

  /**
   * The same was read anew: what holds is that much younger, without being judged again. Not while news wait or are being
   * assessed: they would be shown with it, before their assessment.
   */
  #renew(): void {
    const { facts, assessment } = this.#picture
    const newest = this.#options.facts()
    if (this.#hasNews || this.#isRunning || assessment === null) return
    if (newest.topology.value?.topology !== assessment.topology) return
    const { registry, quorum, zookeeper, topology } = newest
    this.#picture = { facts: { ...facts, registry, quorum, zookeeper, topology }, assessment }
  }

  /** Judgement of the picture; kept while it stays and the second is the same. */
  at(now: number): ClusterJudgement {
    const key = `${this.#generation}/${Math.floor(now / 1000)}`
    if (this.#cached?.key === key) return this.#cached.judgement
    const { judgement, remembered, onset, heldBefore, bootstrapCount } = this.#options
    const options = {
      now,
      remembered: remembered(),
      onset,
      heldBefore,
      bootstrapCount,
      whys: this.#whys,
      keepers: keepersHeld(this.#keepers),
    }
    const judged = judgement.judgeCluster(this.facts, this.assessment, options)
    this.#cached = { key, judgement: judged }
    return judged
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelRest?.()
  }

  #plan(): void {
    if (this.#isRunning || this.#isStopped || this.#changed.size === 0) return
    this.#cancelRest?.()
    this.#cancelRest = null
    const { clock } = this.#options
    const waitMs = Math.max(this.#restUntil, this.#hasNews ? 0 : this.#routineFrom) - clock.now()
    if (waitMs > 0) this.#cancelRest = clock.after(waitMs, () => void this.#run())
    else void this.#run()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    // The readings of one moment often come together: let them gather before working.
    await turn()
    const startedAt = performance.now()
    const readings = [...this.#changed]
    this.#changed.clear()
    this.#hasNews = false
    try {
      const facts = this.#options.facts()
      const assessment = await runInSlices(this.#options.judgement.assessInSlices(facts))
      // What follows is one piece, and the last slice was one already.
      await turn()
      this.#picture = { facts, assessment }
      const now = this.#options.clock.now()
      this.#whys = this.#whyWatch.take(facts, now)
      this.#keepers = followKeepers(this.#keepers, facts, { past: this.#options.past(), now })
      this.#generation += 1
      const judgement = this.at(now)
      this.#options.onJudged({ facts, assessment, judgement }, readings)
      // Transitions may have set onsets that sentences quote.
      this.#generation += 1
    } catch (error) {
      this.#options.onBug(error)
    }
    const endedAt = this.#options.clock.now()
    this.#restUntil = endedAt + Math.min((performance.now() - startedAt) * REST_FACTOR, LONGEST_REST_MS)
    this.#routineFrom = endedAt + ROUTINE_REST_MS
    this.#isRunning = false
    // What was read anew meanwhile.
    this.#renew()
    this.#plan()
  }
}
