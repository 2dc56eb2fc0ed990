// Growth out of the history of sizes: of whole days where the archive holds them, else of the six hours in memory. Counted
// at most once a minute: sizes change slowly.
import { setImmediate as turn } from 'node:timers/promises'
import { type Growth, growthOf } from '@perigee/domain'
import { type ClusterState, type ConsoleState, seriesName } from '../../facts/state.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const IN_MEMORY_MS = 6 * HOUR_MS
const MOST_DAYS = 7
const POINTS = 24
const KEEP_MS = 60_000
/** Of several hundred topics a turn each would take long, all in one would hold up the console. */
const NAMES_A_TURN = 25
const WHOLE = seriesName('sizeBytes')
const TOPIC = /^topic\/(.+)\/sizeBytes$/

export interface Growths {
  readonly cluster: Growth | null
  readonly byBroker: ReadonlyMap<number, Growth>
  /** Of topics whose history is kept. */
  readonly byTopic: ReadonlyMap<string, Growth>
  /** Topics whose history is kept, however short it is. */
  readonly topicsMeasured: number
}

interface Kept {
  readonly at: number
  readonly growths: Growths
}

const long = new WeakMap<ClusterState, Kept>()
const short = new WeakMap<ClusterState, Kept>()
const flights = new WeakMap<ClusterState, Promise<Growths>>()

/**
 * How fast the cluster, its brokers and its topics grow: over up to seven whole days, so that a daily curve cancels out,
 * else over the past six hours or as much of them as there is.
 */
export async function readGrowths(
  cluster: ClusterState,
  now: number,
  archive: ConsoleState['archive'],
): Promise<Growths> {
  const known = long.get(cluster)
  if (known !== undefined && isYoung(known, now)) return known.growths
  // However many look at it, it is counted once.
  const flight = flights.get(cluster) ?? count(cluster, now, archive).finally(() => flights.delete(cluster))
  flights.set(cluster, flight)
  return flight
}

async function count(cluster: ClusterState, now: number, archive: ConsoleState['archive']): Promise<Growths> {
  const since = archive?.status.since[cluster.name]
  const days = since === undefined ? 0 : Math.min(MOST_DAYS, Math.floor((now - since) / DAY_MS))
  const names = namesOf(cluster)
  const series = names.map((name) => ({ cluster: cluster.name, name }))
  const span = { fromMs: now - days * DAY_MS, toMs: now, points: 2 * POINTS }
  const windows = archive === null || days < 1 ? null : await archive.read(series, span)
  const sums = new GrowthSums()
  for (const [index, name] of names.entries()) {
    if (index > 0 && index % NAMES_A_TURN === 0) await turn()
    sums.add(name, windows === null ? inMemory(cluster, name, now) : windows[index])
  }
  const growths = sums.growths()
  long.set(cluster, { at: now, growths })
  return growths
}

/** What was counted last, else from memory: for who cannot wait. */
export function growthsAtHand(cluster: ClusterState, now: number): Growths {
  const known = long.get(cluster)
  if (known !== undefined && isYoung(known, now)) return known.growths
  const before = short.get(cluster)
  if (before !== undefined && isYoung(before, now)) return before.growths
  const sums = new GrowthSums()
  for (const name of namesOf(cluster)) sums.add(name, inMemory(cluster, name, now))
  const growths = sums.growths()
  short.set(cluster, { at: now, growths })
  return growths
}

function inMemory({ history }: ClusterState, name: string, now: number): Read {
  return history.read(name, { fromMs: now - IN_MEMORY_MS, toMs: now, points: POINTS })
}

function isYoung({ at }: Kept, now: number): boolean {
  return now >= at && now - at < KEEP_MS
}

/** The cluster's own first, then brokers, then topics. */
function namesOf({ facts, history }: ClusterState): readonly string[] {
  const brokers = (facts.registry.value?.brokers ?? []).map(({ id }) => seriesName('sizeBytes', { broker: id }))
  return [WHOLE, ...brokers, ...history.names().filter((name) => TOPIC.test(name))]
}

interface Read {
  readonly at: readonly number[]
  readonly mean: readonly (number | null)[]
}

class GrowthSums {
  #cluster: Growth | null = null
  readonly #byBroker = new Map<number, Growth>()
  readonly #byTopic = new Map<string, Growth>()
  #topicsMeasured = 0

  add(name: string, read: Read | undefined): void {
    const growth = read === undefined ? null : growthOf({ at: read.at, values: read.mean })
    const topic = TOPIC.exec(name)?.[1]
    if (topic !== undefined) this.#topicsMeasured += 1
    if (growth === null) return
    if (topic !== undefined) this.#byTopic.set(topic, growth)
    else if (name === WHOLE) this.#cluster = growth
    else this.#byBroker.set(Number(name.split('/')[1]), growth)
  }

  growths(): Growths {
    return {
      cluster: this.#cluster,
      byBroker: this.#byBroker,
      byTopic: this.#byTopic,
      topicsMeasured: this.#topicsMeasured,
    }
  }
}
