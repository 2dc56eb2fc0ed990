// Turns a row of judgements into onsets ("since 02:13") and changes ("Broker 3 is down").
import type { ClusterFacts, ClusterJudgement, ClusterProblem, Target } from '@perigee/domain'
import { ChangeLog, type ChangeSubject, Onsets } from '@perigee/store'
import { FirstLook } from './first-look.ts'

const STATUS_CODE = 'status:'
/** Shorter than this is the shadow of readings that arrive one after the other, not an event. */
const SHORTEST_MS = 2_000

export class Transitions {
  readonly cluster: string
  readonly log = new ChangeLog()
  readonly #onsets = new Onsets()
  readonly #firstLook = new FirstLook()
  /** Problems that hold, as they were when they began; told = in the log already. */
  #holding = new Map<string, { readonly problem: ClusterProblem; readonly since: number; readonly isTold: boolean }>()
  #status: string | null = null
  /** Something bad was told, or held at the start: its end is news. */
  #isBad = false
  #controllerId: number | null = null
  #wasControllerSeen = false
  #hasSettled = false

  constructor(cluster: string) {
    this.cluster = cluster
  }

  /** Epoch ms since when a problem holds, by code; `status` asks for the cluster's own status, `controller:3` for a reign. */
  onset(code: string): number | null {
    return this.#onsets.of(this.#keyOf(code))
  }

  /** True: it held already when we first looked, so the onset is that look. */
  heldBefore(code: string): boolean {
    return this.#firstLook.heldBefore(this.#keyOf(code))
  }

  #keyOf(code: string): string {
    return code === 'status' ? `${STATUS_CODE}${this.#status ?? ''}` : code
  }

  /** Takes the newest judgement. Until the first round of readings is in, onsets are kept but nothing is told. */
  take(judgement: ClusterJudgement, facts: ClusterFacts, now: number): void {
    const problems = new Map(judgement.problems.map((problem) => [problem.code, problem]))
    const { id } = judgement.controller
    // While nobody answers, what held before can neither go on nor end: it is kept as it was until it can be seen again.
    const isBlind = problems.has('no-answer')
    const kept = isBlind ? this.#holding.keys() : []
    const codes = new Set([...problems.keys(), ...kept, `${STATUS_CODE}${judgement.status}`])
    if (id !== null) codes.add(`controller:${id}`)
    // What ends now has its beginning told with it.
    if (!isBlind) this.#tellEnded(problems, now)
    this.#onsets.update(codes, now)
    this.#firstLook.take({ codes, facts, now, isBlind, wasControllerSeen: this.#wasControllerSeen })
    this.#wasControllerSeen = id !== null
    this.#status = judgement.status
    this.#tellBegun(problems, now)
    if (this.#hasSettled) {
      this.#tellController(facts, now)
      this.#tellRecovery(now)
    }
    this.#controllerId = facts.registry.value?.controllerId ?? this.#controllerId
    this.#hasSettled ||= hasFirstRound(facts)
  }

  #add(change: {
    readonly at: number
    readonly status: string
    readonly text: string
    readonly subject?: ChangeSubject
  }): void {
    this.log.add({ subject: {}, ...change, cluster: this.cluster })
  }

  /** What holds long enough is told, at the time it began. What held at the start is no news. */
  #tellBegun(problems: ReadonlyMap<string, ClusterProblem>, now: number): void {
    for (const [code, problem] of problems) {
      const held = this.#holding.get(code)
      if (held === undefined) this.#holding.set(code, { problem, since: now, isTold: !this.#hasSettled })
      else if (!held.isTold && now - held.since >= SHORTEST_MS) {
        this.#add({ at: held.since, status: problem.status, text: problem.title, subject: subjectOf(problem.target) })
        this.#holding.set(code, { problem, since: held.since, isTold: true })
      }
    }
  }

  #tellEnded(problems: ReadonlyMap<string, ClusterProblem>, now: number): void {
    for (const [code, { problem, since, isTold }] of this.#holding) {
      if (problems.has(code)) continue
      this.#holding.delete(code)
      if (!isTold || !this.#hasSettled || this.#becameAnother(problem, problems)) continue
      const atLeast = this.#firstLook.heldBefore(code) ? ' or more' : ''
      const text = `Over after ${durationText(now - since)}${atLeast}: ${problem.title}`
      this.#add({ at: now, status: 'ok', text, subject: subjectOf(problem.target) })
    }
  }

  /** A broker that did not answer and is now down is not over: the same thing has a new problem in its place. */
  #becameAnother({ target }: ClusterProblem, problems: ReadonlyMap<string, ClusterProblem>): boolean {
    if (target === null) return false
    const thing = JSON.stringify(target)
    return [...problems].some(([code, next]) => !this.#holding.has(code) && JSON.stringify(next.target) === thing)
  }

  #tellController(facts: ClusterFacts, at: number): void {
    const id = facts.registry.value?.controllerId ?? null
    if (id === null || this.#controllerId === null || id === this.#controllerId) return
    this.#add({
      at,
      status: 'busy',
      text: `Controller moved from ${this.#controllerId} to ${id}`,
      subject: { broker: id },
    })
  }

  #tellRecovery(at: number): void {
    if (this.#status !== 'ok') {
      this.#isBad ||= [...this.#holding.values()].some((held) => held.isTold)
    } else if (this.#isBad) {
      this.#isBad = false
      this.#add({ at, status: 'ok', text: `${this.cluster} is OK again` })
    }
  }
}

/** Everything that decides a status was asked once, or cannot be asked because nobody answers. */
function hasFirstRound(facts: ClusterFacts): boolean {
  if (facts.registry.attemptedAt === undefined) return false
  if (facts.registry.value === undefined) return true
  const asked = [facts.topology, facts.topicConfigs, facts.brokerConfigs, ...facts.logDirs.values()]
  return asked.every((reading) => reading.attemptedAt !== undefined && reading.failure?.code !== 'blocked')
}

function subjectOf(target: Target | null): ChangeSubject {
  if (target?.page === 'broker') return { broker: target.broker }
  return target?.page === 'topic' ? { topic: target.topic } : {}
}

/** `42 s`, `7 min`, `3 h 5 min`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
