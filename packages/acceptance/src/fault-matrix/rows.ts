// One row of a table: a fleet with one fault, and every collector against it, each with connections of its own.
import type { KafkaSource, Outcome } from '@perigee/sources'
import { COLLECTOR_NAMES, COLLECTORS, type CollectorName } from './collectors.ts'
import { openRig, type Rig } from './rig.ts'
import { verdictOf } from './verdict.ts'

/** A question that was under way when a fault was lifted may still have to wait for its deadline. */
const MOST_READINGS = 3
const CLOSED_WITHIN_MS = 5_000

export type ByCollector<T> = Record<CollectorName, T>

export interface Asking {
  /** Every collector once, all at the same time. */
  read(): Promise<ByCollector<Outcome<unknown>>>
  /** Reads each until all is well, at most three times; gives what the last reading told. */
  readAgain(): Promise<ByCollector<Outcome<unknown>>>
  close(): Promise<void>
  /**
   * Connections that the console holds to these brokers. Without those of the registry and the topology: they have more
   * than one to a broker, and where nothing is asked nothing is noticed.
   */
  held(): number
}

export function asking(rig: Rig): Asking {
  const sources = byCollector(() => rig.open())
  const ask = (name: CollectorName) => COLLECTORS[name](sources[name] as KafkaSource, rig.known)
  return {
    read: () => inTurn(ask),
    readAgain: () =>
      inTurn(async (name) => {
        let outcome = await ask(name)
        for (let n = 1; n < MOST_READINGS && verdictOf(name, outcome) !== 'ok'; n += 1) outcome = await ask(name)
        return outcome
      }),
    held: () =>
      sumOf(
        COLLECTOR_NAMES.filter((name) => name !== 'topology' && name !== 'registry').flatMap((name) =>
          sources[name].cost().map((peer) => peer.connectionsOpen),
        ),
      ),
    async close() {
      await Promise.all(Object.values(sources).map((source) => source.close()))
    },
  }
}

/** The first reading of a process is slow; no deadline shall run against it. */
export async function warmUp(): Promise<void> {
  await using rig = await openRig()
  const first = asking(rig)
  await first.readAgain()
  await first.close()
}

/** In the words of the tables. */
export function verdicts(outcomes: ByCollector<Outcome<unknown>>): ByCollector<string> {
  return byCollector((name) => verdictOf(name, outcomes[name]))
}

/** All as when nothing is wrong. */
export const ALL_WELL: ByCollector<string> = byCollector(() => 'ok')

/** How many connections brokers still have open, once they had time to see them go. */
export function connectionsLeft(rig: Rig): Promise<number> {
  return leftOf(() => rig.connections())
}

/** The same at the console's end, while the fault lasts: what was given up must be closed, also to a peer that does not answer. */
export function connectionsHeld(console: Asking): Promise<number> {
  return leftOf(() => console.held())
}

async function leftOf(count: () => number): Promise<number> {
  for (const start = Date.now(); Date.now() - start < CLOSED_WITHIN_MS; ) {
    if (count() === 0) return 0
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return count()
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

export function byCollector<T>(of: (name: CollectorName) => T): ByCollector<T> {
  return Object.fromEntries(COLLECTOR_NAMES.map((name) => [name, of(name)])) as ByCollector<T>
}

async function inTurn<T>(of: (name: CollectorName) => Promise<T>): Promise<ByCollector<T>> {
  const all = await Promise.all(COLLECTOR_NAMES.map(of))
  return byCollector((name) => all[COLLECTOR_NAMES.indexOf(name)] as T)
}
