// Turns a row of judgements into onsets ("since 02:13") and changes ("Broker 3 is down").
import type { ClusterFacts, ClusterJudgement, ClusterProblem, Target } from '@perigee/domain'
import { ChangeLog, type ChangeSubject, Onsets } from '@perigee/store'

const STATUS_CODE = 'status:'

export class Transitions {
  readonly cluster: string
  readonly log = new ChangeLog()
  readonly #onsets = new Onsets()
  #problems = new Map<string, ClusterProblem>()
  #status: string | null = null
  #controllerId: number | null = null
  #hasSettled = false

  constructor(cluster: string) {
    this.cluster = cluster
  }

  /** Epoch ms since when a problem holds, by code; `status` asks for the cluster's own status. */
  onset(code: string): number | null {
    return this.#onsets.of(code === 'status' ? `${STATUS_CODE}${this.#status ?? ''}` : code)
  }

  /** Takes the newest judgement. Until the first round of readings is in, onsets are kept but nothing is told. */
  take(judgement: ClusterJudgement, facts: ClusterFacts, now: number): void {
    const problems = new Map(judgement.problems.map((problem) => [problem.code, problem]))
    const startedAt = new Map([...this.#problems.keys()].map((code) => [code, this.#onsets.of(code)]))
    const { began, ended } = this.#onsets.update([...problems.keys(), `${STATUS_CODE}${judgement.status}`], now)
    if (this.#hasSettled) {
      for (const code of ended) this.#tellEnd(code, startedAt.get(code) ?? null, now)
      for (const code of began) this.#tellBegin(problems.get(code), now)
      this.#tellController(facts, now)
      this.#tellStatus(judgement, now)
    }
    this.#problems = problems
    this.#status = judgement.status
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

  #tellBegin(problem: ClusterProblem | undefined, at: number): void {
    if (problem === undefined) return
    this.#add({ at, status: problem.status, text: problem.title, subject: subjectOf(problem.target) })
  }

  #tellEnd(code: string, since: number | null, at: number): void {
    const problem = this.#problems.get(code)
    if (problem === undefined) return
    const lasted = since === null ? '' : ` after ${durationText(at - since)}`
    this.#add({ at, status: 'ok', text: `Over${lasted}: ${problem.title}`, subject: subjectOf(problem.target) })
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

  #tellStatus(judgement: ClusterJudgement, at: number): void {
    if (judgement.status === this.#status || judgement.status !== 'ok') return
    this.#add({ at, status: 'ok', text: `${this.cluster} is OK again` })
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
