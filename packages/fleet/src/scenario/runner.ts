// Scenarios by name: started, stopped, healing; several at once. Everything happens on the world's agenda.
import { isWhole } from '../world/condition.ts'
import { Holds } from './holds.ts'
import { Run, type StartedBy } from './run.ts'
import type { Scenario, Severity } from './scenario.ts'
import type { Scene, Stage } from './stage.ts'

/** A scenario and how far it is. Times are epoch ms. */
export interface ScenarioState {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly cluster: string
  readonly href: string
  readonly severity: Severity
  readonly state: 'idle' | 'running' | 'healing'
  readonly startedBy: StartedBy | null
  readonly since: number | null
  /** What happens now, in words. */
  readonly step: string | null
  readonly next: { readonly at: number; readonly says: string } | null
  /** When it heals if left alone; null while idle or healing. */
  readonly endsAt: number | null
}

/** What came of a wish. `unchanged`: it ran already, or did not run. */
export type Outcome = 'done' | 'unchanged' | 'unknown'

const LOOK_EVERY_MS = 500
/** Consumers catch up and leaders go home within this; what is still not whole then has another reason. */
const HEALING_AT_MOST_MS = 60_000
/** Some things heal without a trace in the brokers' state. */
const HEALING_AT_LEAST_MS = 5_000

export class ScenarioRunner {
  readonly #scenes = new Map<string, Scene>()
  readonly #scenarios = new Map<string, Scenario>()
  readonly #runs = new Map<string, Run>()
  readonly #listeners = new Set<() => void>()

  /** Scenarios of clusters that are not among the stages are left out. */
  constructor(stages: readonly Stage[], scenarios: readonly Scenario[]) {
    const holds = new Holds()
    for (const stage of stages) this.#scenes.set(stage.cluster.identity.name, { ...stage, holds })
    for (const one of scenarios) if (this.#scenes.has(one.cluster)) this.#scenarios.set(one.name, one)
  }

  /** Whether anything goes on or heals. */
  get isBusy(): boolean {
    return this.#runs.size > 0
  }

  list(): readonly ScenarioState[] {
    return [...this.#scenarios.values()].map((one) => this.#stateOf(one))
  }

  /** Told after every start, step, stop and end. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts a scenario; one that runs goes on as it is, one that heals begins again. */
  start(name: string, startedBy: StartedBy = 'visitor'): Outcome {
    const scenario = this.#scenarios.get(name)
    const scene = this.#scenes.get(scenario?.cluster ?? '')
    if (scenario === undefined || scene === undefined) return 'unknown'
    if (this.#runs.get(name)?.healingSince === null) return 'unchanged'
    const run = new Run(scenario, scene, startedBy)
    this.#runs.set(name, run)
    run.begin({ told: () => this.#tell(), over: () => this.#heal(run) })
    this.#tell()
    return 'done'
  }

  /** Heals a scenario at once. */
  stop(name: string): Outcome {
    if (!this.#scenarios.has(name)) return 'unknown'
    const run = this.#runs.get(name)
    if (run === undefined || run.healingSince !== null) return 'unchanged'
    this.#heal(run)
    return 'done'
  }

  #heal(run: Run): void {
    run.heal()
    this.#tell()
    this.#watch(run)
  }

  /** Ends a run once its cluster is whole, or when something else is wrong with it. */
  #watch(run: Run): void {
    const { cluster } = this.#scenes.get(run.scenario.cluster) as Scene
    cluster.agenda.after(LOOK_EVERY_MS, () => {
      if (this.#runs.get(run.scenario.name) !== run) return
      const healingMs = cluster.now - (run.healingSince ?? cluster.now)
      const isOver = healingMs >= HEALING_AT_LEAST_MS && isWhole(cluster)
      if (!isOver && healingMs < HEALING_AT_MOST_MS) {
        this.#watch(run)
        return
      }
      this.#runs.delete(run.scenario.name)
      this.#tell()
    })
  }

  #stateOf(scenario: Scenario): ScenarioState {
    const { name, title, text, cluster, href, severity } = scenario
    const run = this.#runs.get(name)
    const isRunning = run?.healingSince === null
    return {
      ...{ name, title, text, cluster, href, severity },
      state: run === undefined ? 'idle' : isRunning ? 'running' : 'healing',
      startedBy: run?.startedBy ?? null,
      since: run?.since ?? null,
      step: run === undefined ? null : isRunning ? run.step : 'Healing',
      next: run?.next(this.#scenes.get(cluster)?.cluster.now ?? 0) ?? null,
      endsAt: run !== undefined && isRunning ? run.healsAt : null,
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
