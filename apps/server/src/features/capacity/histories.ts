// Growth out of the history of sizes: of whole days where the archive holds them, else of the six hours in memory. Counted
// at most once a minute: sizes change slowly.
import { type Growth, growthOf } from '@perigee/domain'
import { type ClusterState, type ConsoleState, seriesName } from '../../facts/state.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const IN_MEMORY_MS = 6 * HOUR_MS
const MOST_DAYS = 7
const POINTS = 24
const KEEP_MS = 60_000
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
  const since = archive?.status.since[cluster.name]
  const days = since === undefined ? 0 : Math.min(MOST_DAYS, Math.floor((now - since) / DAY_MS))
  if (archive === null || days < 1) return growthsInMemory(cluster, now)
  const names = namesOf(cluster)
  const series = names.map((name) => ({ cluster: cluster.name, name }))
  const windows = await archive.read(series, { fromMs: now - days * DAY_MS, toMs: now, points: 2 * POINTS })
  if (windows === null) return growthsInMemory(cluster, now)
  const growths = sorted(names, (index) => windows[index])
  long.set(cluster, { at: now, growths })
  return growths
}

/** What was counted last, else from memory: for who cannot wait. */
export function growthsAtHand(cluster: ClusterState, now: number): Growths {
  const known = long.get(cluster)
  return known !== undefined && isYoung(known, now) ? known.growths : growthsInMemory(cluster, now)
}

function growthsInMemory(cluster: ClusterState, now: number): Growths {
  const known = short.get(cluster)
  if (known !== undefined && isYoung(known, now)) return known.growths
  const names = namesOf(cluster)
  const window = { fromMs: now - IN_MEMORY_MS, toMs: now, points: POINTS }
  const growths = sorted(names, (index) => cluster.history.read(names[index] ?? '', window))
  short.set(cluster, { at: now, growths })
  return growths
}

function isYoung({ at }: Kept, now: number): boolean {
  return now >= at && now - at < KEEP_MS
}

/** The cluster's own first, then brokers, then topics. */
function namesOf({ facts, history }: ClusterState): readonly string[] {
  const brokers = (facts.registry.value?.brokers ?? []).map(({ id }) => seriesName('sizeBytes', { broker: id }))
  return [seriesName('sizeBytes'), ...brokers, ...history.names().filter((name) => TOPIC.test(name))]
}

interface Read {
  readonly at: readonly number[]
  readonly mean: readonly (number | null)[]
}

function sorted(names: readonly string[], readAt: (index: number) => Read | undefined): Growths {
  const byBroker = new Map<number, Growth>()
  const byTopic = new Map<string, Growth>()
  let cluster: Growth | null = null
  let topicsMeasured = 0
  names.forEach((name, index) => {
    const read = readAt(index)
    const growth = read === undefined ? null : growthOf({ at: read.at, values: read.mean })
    const topic = TOPIC.exec(name)?.[1]
    if (topic !== undefined) topicsMeasured += 1
    if (growth === null) return
    if (topic !== undefined) byTopic.set(topic, growth)
    else if (index === 0) cluster = growth
    else byBroker.set(Number(name.split('/')[1]), growth)
  })
  return { cluster, byBroker, byTopic, topicsMeasured }
}
