// Growth out of the six hours in memory. Counted once per revision of a cluster at most a minute apart: sizes change slowly.
import { type Growth, growthOf } from '@perigee/domain'
import { type ClusterState, seriesName } from '../../facts/state.ts'

const WINDOW_MS = 6 * 3_600_000
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

const kept = new WeakMap<ClusterState, { readonly at: number; readonly growths: Growths }>()

/** How fast the cluster, its brokers and its topics grow, over the past six hours or as much of it as there is. */
export function growthsOf(cluster: ClusterState, now: number): Growths {
  const known = kept.get(cluster)
  if (known !== undefined && now >= known.at && now - known.at < KEEP_MS) return known.growths
  const growths = count(cluster, now)
  kept.set(cluster, { at: now, growths })
  return growths
}

function count(cluster: ClusterState, now: number): Growths {
  const window = { fromMs: now - WINDOW_MS, toMs: now, points: POINTS }
  const growth = (name: string) => {
    const { at, mean } = cluster.history.read(name, window)
    return growthOf({ at, values: mean })
  }
  const byTopic = new Map<string, Growth>()
  let topicsMeasured = 0
  for (const name of cluster.history.names()) {
    const topic = TOPIC.exec(name)?.[1]
    if (topic === undefined) continue
    topicsMeasured += 1
    const found = growth(name)
    if (found !== null) byTopic.set(topic, found)
  }
  const brokers = (cluster.facts.registry.value?.brokers ?? []).flatMap(({ id }) => {
    const found = growth(seriesName('sizeBytes', { broker: id }))
    return found === null ? [] : [[id, found] as const]
  })
  return { cluster: growth(seriesName('sizeBytes')), byBroker: new Map(brokers), byTopic, topicsMeasured }
}
