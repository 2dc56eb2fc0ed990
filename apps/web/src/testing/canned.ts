import { cannedCluster, cannedSeries } from './canned-cluster.ts'
import { cannedOverview, clustersOf } from './canned-overview.ts'
import { answer, type Canned, cannedAt, STORIES, type Story } from './canned-story.ts'

export * from './canned-story.ts'
export { cannedCluster, cannedOverview, cannedSeries, clustersOf }

export interface CannedResult {
  readonly status: number
  readonly body: unknown
}

/** The answer of a route in a story; null when the story has none. Other rooms add theirs in `more`. */
export type CannedRoute = (canned: Canned, path: string, search: URLSearchParams) => CannedResult | null

const notFound = (message: string): CannedResult => ({
  status: 404,
  body: {
    error: { code: 'PGE_NOT_FOUND', message, hint: 'See the overview for the clusters there are.', id: '4f2c91aa' },
  },
})

const ok = (body: unknown): CannedResult => ({ status: 200, body })

function searchAnswer(canned: Canned, q: string): CannedResult {
  const items = clustersOf(canned)
    .filter(({ name }) => name.includes(q.toLowerCase()))
    .slice(0, 20)
    .map(({ name, release }) => ({
      kind: 'cluster' as const,
      cluster: name,
      name,
      href: `/c/${name}`,
      detail: `Kafka ${release ?? 'unknown'}`,
    }))
  return ok(answer(canned, { items }))
}

const CONFIG = [
  { path: 'server.host', value: '127.0.0.1', origin: 'default' },
  { path: 'server.port', value: '7400', origin: 'default' },
  { path: 'clusters[0].name', value: 'payments-eu', origin: 'perigee.yaml' },
  {
    path: 'clusters[0].bootstrap',
    value: 'kafka-1.payments.eu:9093, kafka-2.payments.eu:9093',
    origin: 'perigee.yaml',
  },
  { path: 'clusters[0].sasl.password', value: '••••••', origin: 'PERIGEE_CLUSTERS_0_SASL_PASSWORD' },
]

/** Answers like the server would, in the given story. */
export function cannedAnswer(story: string, url: URL, more: readonly CannedRoute[] = []): CannedResult | null {
  const known = STORIES.find((each): each is Story => each === story) ?? 'broken'
  const canned = cannedAt(known, Date.now())
  for (const route of more) {
    const result = route(canned, url.pathname, url.searchParams)
    if (result !== null) return result
  }
  if (url.pathname === '/api/v1/overview') return ok(cannedOverview(canned))
  if (url.pathname === '/api/v1/search') return searchAnswer(canned, url.searchParams.get('q') ?? '')
  if (url.pathname === '/api/v1/config') return ok(answer(canned, { entries: CONFIG }))
  if (url.pathname === '/healthz') return ok({ status: 'ok' })
  return clusterAnswer(canned, url)
}

function clusterAnswer(canned: Canned, url: URL): CannedResult | null {
  const isSeries = url.pathname === '/api/v1/series'
  const path = /^\/api\/v1\/clusters\/([^/]+)$/.exec(url.pathname)?.[1]
  const name = isSeries ? url.searchParams.get('cluster') : path === undefined ? null : decodeURIComponent(path)
  if (name === null) return null
  const cluster = clustersOf(canned).find((each) => each.name === name)
  if (cluster === undefined) return notFound(`There is no cluster ${name}`)
  return ok(
    isSeries ? cannedSeries(canned, url.searchParams.get('metric') ?? '', cluster) : cannedCluster(canned, cluster),
  )
}
