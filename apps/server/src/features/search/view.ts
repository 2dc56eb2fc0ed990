import type { Search } from '@perigee/contract'
import { urlOf } from '@perigee/links'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { freshnessOfAll, freshnessOfNow } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { plural } from '../wire/words.ts'

type Item = Search['data']['items'][number]
type Scored = Item & { readonly score: number }

const MOST_ITEMS = 20

/** Clusters, brokers and topics whose name contains every word of the text, best match first. Empty text lists clusters. */
export function searchView(state: ConsoleState, text: string, now: number): Search {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const clusters = [...state.clusters.values()]
  const found = clusters.flatMap((cluster) => [
    ...clusterItems(cluster, words, now),
    ...(words.length === 0 ? [] : brokerItems(cluster, words, now)),
    ...(words.length === 0 ? [] : topicItems(cluster, words)),
  ])
  found.sort((a, b) => a.score - b.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
  const used = clusters.flatMap(({ facts }) => usedOf(facts, ['topology'], ['registry']))
  return {
    data: { items: found.slice(0, MOST_ITEMS).map(({ score: _, ...item }) => item) },
    freshness: clusters.length === 0 ? freshnessOfNow(now) : freshnessOfAll(used, now),
  }
}

function clusterItems(cluster: ClusterState, words: readonly string[], now: number): Scored[] {
  const score = scoreOf(cluster.name, words)
  if (score === null) return []
  const { status } = cluster.judgement(now)
  const partitions = cluster.assessment?.counts.partitions
  const size = partitions === undefined ? 'partitions not known' : plural(partitions, 'partition')
  const href = urlOf({ kind: 'cluster', cluster: cluster.name })
  const detail = `${status}, ${size}`
  return [{ kind: 'cluster', cluster: cluster.name, name: cluster.name, href, detail, score }]
}

function brokerItems(cluster: ClusterState, words: readonly string[], now: number): Scored[] {
  return cluster.judgement(now).brokerStandings.flatMap(({ id, fact, word }) => {
    const host = fact === null ? '' : `${fact.host}:${fact.port}`
    const score = scoreOf(`broker ${id}`, words) ?? scoreOf(`${id} ${host}`, words)
    if (score === null) return []
    const href = urlOf({ kind: 'broker', cluster: cluster.name, broker: id })
    const detail = host === '' ? `${cluster.name}, ${word}` : `${cluster.name}, ${host}, ${word}`
    return [{ kind: 'broker' as const, cluster: cluster.name, name: `broker ${id}`, href, detail, score }]
  })
}

/** The best topics by name: every name is looked at, an object is made only for those that can be shown. */
function topicItems({ name: cluster, assessment }: ClusterState, words: readonly string[]): Scored[] {
  const topics = assessment?.topology.topics
  if (topics === undefined) return []
  const byScore: number[][] = [[], [], [], []]
  topics.names.forEach((name, t) => {
    const bucket = byScore[scoreOf(name, words) ?? -1]
    if (bucket !== undefined && bucket.length < MOST_ITEMS) bucket.push(t)
  })
  return byScore.flatMap((bucket, score) =>
    bucket.map((t) => {
      const name = topics.names[t] as string
      const partitions = (topics.firstRow[t + 1] ?? 0) - (topics.firstRow[t] ?? 0)
      const href = urlOf({ kind: 'topic', cluster, topic: name })
      return { kind: 'topic', cluster, name, href, detail: `${cluster}, ${plural(partitions, 'partition')}`, score }
    }),
  )
}

/** 0 = the very name, 1 = begins with it, 2 = a part begins with it, 3 = contains it; null = no match. */
function scoreOf(name: string, words: readonly string[]): number | null {
  const lower = name.toLowerCase()
  if (!words.every((word) => lower.includes(word))) return null
  const [first = ''] = words
  if (lower === words.join(' ')) return 0
  if (lower.startsWith(first)) return 1
  return [...lower.matchAll(/[.\-_ :]/g)].some(({ index }) => lower.startsWith(first, index + 1)) ? 2 : 3
}
