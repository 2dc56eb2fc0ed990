// One scenario that is going on.
import { ms } from './duration.ts'
import { EFFECTS } from './effects/index.ts'
import type { Scenario, Step } from './scenario.ts'
import { perform, type Release, type Scene } from './stage.ts'

export type StartedBy = 'story' | 'visitor'

export class Run {
  readonly scenario: Scenario
  readonly startedBy: StartedBy
  /** Epoch ms. */
  readonly since: number
  /** What happened last, in words. */
  step: string
  readonly #scene: Scene
  readonly #planned: Release[] = []
  readonly #held: Release[] = []
  #healingSince: number | null = null

  constructor(scenario: Scenario, scene: Scene, startedBy: StartedBy) {
    this.scenario = scenario
    this.startedBy = startedBy
    this.since = scene.cluster.now
    this.step = scenario.steps[0]?.says ?? scenario.title
    this.#scene = scene
  }

  /** Epoch ms since when it heals; null while it does harm. */
  get healingSince(): number | null {
    return this.#healingSince
  }

  /** When it heals if nobody stops it, epoch ms. */
  get healsAt(): number {
    return this.since + ms(this.scenario.lasts)
  }

  /** Does what is due at once, and plans the rest; `told` hears of every step, `over` of the end. */
  begin({ told, over }: { told: () => void; over: () => void }): void {
    const { agenda } = this.#scene.cluster
    for (const step of this.scenario.steps) {
      const run = () => {
        this.#take(step)
        told()
      }
      if (ms(step.at) === 0) run()
      else this.#planned.push(agenda.after(ms(step.at), run))
    }
    this.#planned.push(agenda.after(ms(this.scenario.lasts), over))
  }

  /** What is next, null when only healing is left. */
  next(now: number): { readonly at: number; readonly says: string } | null {
    const coming = this.scenario.steps
      .map(({ at, says }) => ({ at: this.since + ms(at), says }))
      .filter(({ at }) => at > now)
      .sort((a, b) => a.at - b.at)
    return this.#healingSince === null ? (coming[0] ?? null) : null
  }

  /** Lets go of everything, the last first. Once is enough. */
  heal(): void {
    if (this.#healingSince !== null) return
    this.#healingSince = this.#scene.cluster.now
    for (const cancel of this.#planned.splice(0)) cancel()
    for (const release of this.#held.splice(0).reverse()) release()
  }

  #take(step: Step): void {
    this.step = step.says
    const release = perform(EFFECTS, step, this.#scene)
    this.#held.push(release)
    if (step.for !== undefined) this.#planned.push(this.#scene.cluster.agenda.after(ms(step.for), release))
  }
}
