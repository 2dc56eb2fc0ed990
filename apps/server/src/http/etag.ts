// ETags from what an answer is made of, so that a repeated question costs 304 and no view is computed. Ages in an answer
// are those of its first sending: a client counts on from observedAt.
import { freshnessOf, type Reading } from '@perigee/domain'
import type { FastifyInstance } from 'fastify'
import type { ClusterState, ConsoleState } from '../facts/state.ts'
import { keepAnswers } from './answer-cache.ts'

const MINUTE_MS = 60_000
const CLUSTER = /^\/api\/v1\/(?:clusters\/|series\?(?:[^#]*&)?cluster=)([^/?&]+)/
/** Answers that tell of the console itself change with every request; preflight rests on more than readings. */
const ALWAYS_NEW = /^\/api\/v1\/(events|sources|demo|clusters\/[^/]+\/preflight)\b/

/**
 * Tag of every answer about one cluster (or all): the revision of its readings, how fresh each is judged now, and the
 * minute, since sentences say "for 42 min".
 */
export function tagOf(state: ConsoleState, url: string, now: number): string {
  const named = CLUSTER.exec(url)?.[1]
  const one = named === undefined ? undefined : state.clusters.get(decoded(named))
  const clusters = one === undefined ? [...state.clusters.values()] : [one]
  const parts = clusters.map((cluster) => `${cluster.revision.toString(36)}${ages(cluster, now)}`)
  return `W/"${state.startedAt.toString(36)}-${Math.floor(now / MINUTE_MS).toString(36)}-${parts.join('-')}"`
}

const SECOND_MS = 1_000
const judged = new WeakMap<ClusterState, { facts: ClusterState['facts']; second: number; text: string }>()

/** How fresh each reading is judged; looked at once a second, however many ask. */
function ages(cluster: ClusterState, now: number): string {
  const { facts } = cluster
  const second = Math.floor(now / SECOND_MS)
  const known = judged.get(cluster)
  if (known?.facts === facts && known.second === second) return known.text
  const text = agesOf(facts, now)
  judged.set(cluster, { facts, second, text })
  return text
}

function agesOf(facts: ClusterState['facts'], now: number): string {
  const { registry, quorum, zookeeper, topology, topicConfigs, brokerConfigs, endOffsets, logDirs } = facts
  const readings = [registry, quorum, zookeeper, topology, topicConfigs, brokerConfigs, endOffsets, ...logDirs.values()]
  const one = readings.map((reading) => freshnessOf(reading, now).slice(0, 2)).join('')
  return one + countsOf([...facts.metrics.values(), facts.ensemble], now)
}

/** Exporters may be two thousand: how many are fresh, late and lost is enough, as one goes from the one to the next. */
function countsOf(readings: readonly Reading<unknown>[], now: number): string {
  const counts = { fresh: 0, late: 0, lost: 0, never: 0 }
  for (const reading of readings) counts[freshnessOf(reading, now)] += 1
  return `${counts.fresh.toString(36)}.${counts.late.toString(36)}.${counts.lost.toString(36)}`
}

function decoded(segment: string): string {
  try {
    // In a query a blank may be a plus; names hold none.
    return decodeURIComponent(segment.replaceAll('+', ' '))
  } catch {
    return segment
  }
}

/** Tags every answer that is made of readings alone, answers repeated questions with 304, and keeps answers by their tag. */
export function addTags(app: FastifyInstance, state: ConsoleState): void {
  const isTagged = (method: string, url: string) =>
    (method === 'GET' || method === 'HEAD') && url.startsWith('/api/v1/') && !ALWAYS_NEW.test(url)
  // An answer and its tag must speak of the same revision: the tag is taken before the view is computed.
  const tags = new WeakMap<object, string>()
  app.addHook('onRequest', async (request, reply) => {
    if (!isTagged(request.method, request.url)) return
    const tag = tagOf(state, request.url, state.now())
    tags.set(request, tag)
    const asked = request.headers['if-none-match']
    if (asked?.split(',').some((item) => item.trim() === tag)) {
      return reply.code(304).header('etag', tag).header('cache-control', 'no-cache').send()
    }
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const tag = tags.get(request)
    if (reply.statusCode === 200 && tag !== undefined) reply.header('etag', tag).header('cache-control', 'no-cache')
    else if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
    return payload
  })
  keepAnswers(app, (request) => tags.get(request) ?? null)
}
