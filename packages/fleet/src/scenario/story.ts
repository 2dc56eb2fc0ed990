// The quiet story of the demo: now and then something goes wrong and heals, and most of the time all is well.
import type { Agenda } from '../world/agenda.ts'
import type { Random } from '../world/random.ts'
import type { ScenarioRunner, ScenarioState } from './runner.ts'

export interface StoryOptions {
  readonly agenda: Agenda
  /** Decides what happens and when. */
  readonly random: Random
  /** From the start until the first trouble, in ms. */
  readonly firstAfterMs?: { readonly least: number; readonly most: number }
}

const FIRST_AFTER_MS = { least: 40_000, most: 90_000 }
/** Quiet after a trouble, as a multiple of how long it was: about three fifths of the time all is well. */
const QUIET_SHARE = { least: 1.2, most: 2.0 }
/** Now and then a second, smaller thing happens meanwhile. */
const COMPANION_CHANCE = 0.2
const COMPANION_AFTER_MS = 20_000
const LOOK_EVERY_MS = 1_000

/** Begins it; gives what ends it. What is going on then goes on. */
export function tellStory(runner: ScenarioRunner, options: StoryOptions): () => void {
  const { agenda, random, firstAfterMs = FIRST_AFTER_MS } = options
  let bag: string[] = []
  let isOver = false
  let cancel = agenda.after(between(random, firstAfterMs), trouble)

  function trouble(now: number): void {
    if (isOver) return
    const chosen = draw()
    if (chosen === null) {
      cancel = agenda.after(LOOK_EVERY_MS, trouble)
      return
    }
    runner.start(chosen.name, 'story')
    if (random.next() < COMPANION_CHANCE) agenda.after(COMPANION_AFTER_MS, companion)
    cancel = agenda.after(LOOK_EVERY_MS, (at) => watch(at, now))
  }

  /** Waits until all is well again, then for a while. */
  function watch(now: number, since: number): void {
    if (isOver) return
    if (runner.isBusy) {
      cancel = agenda.after(LOOK_EVERY_MS, (at) => watch(at, since))
    } else cancel = agenda.after((now - since) * between(random, QUIET_SHARE), trouble)
  }

  function companion(): void {
    const small = runner.list().filter((one) => one.state === 'idle' && one.severity === 'notable')
    if (!isOver && small.length > 0) runner.start(random.pick(small).name, 'story')
  }

  /** Each once before one comes again; nothing severe while anything severe goes on. Null: nothing may begin now. */
  function draw(): ScenarioState | null {
    const states = runner.list()
    if (bag.length === 0) bag = shuffled(states.map((one) => one.name))
    const hasSevere = states.some((one) => one.state !== 'idle' && one.severity === 'severe')
    const fits = (one: ScenarioState) => one.state === 'idle' && !(hasSevere && one.severity === 'severe')
    for (const name of bag) {
      const state = states.find((one) => one.name === name && fits(one))
      if (state === undefined) continue
      bag = bag.filter((other) => other !== name)
      return state
    }
    return null
  }

  function shuffled(names: readonly string[]): string[] {
    const keyed = names.map((name) => ({ name, key: random.next() }))
    return keyed.sort((a, b) => a.key - b.key).map(({ name }) => name)
  }

  return () => {
    isOver = true
    cancel()
  }
}

function between(random: Random, { least, most }: { least: number; most: number }): number {
  return least + (most - least) * random.next()
}
