// What each page of the console asks for, and when it asks again (apps/web/src/features, apps/web/src/api/queries.ts).
import { type ApiRoute, apiPath } from '@perigee/contract'

export interface PageQuery {
  readonly route: ApiRoute
  readonly path: string
}

/** What there is to look at. */
export interface Sights {
  readonly cluster: string
  readonly brokers: readonly number[]
  readonly topics: readonly string[]
}

/** Chance of a browser to be on a page, in parts of the sum. */
const PAGES: readonly { readonly weight: number; readonly of: (sights: Sights, pick: Pick) => PageQuery[] }[] = [
  { weight: 4, of: () => [] },
  {
    weight: 3,
    of: ({ cluster }) => [
      query('cluster', { cluster }),
      query('vitals', { cluster }),
      ...charts(cluster, CLUSTER_CHARTS, {}),
    ],
  },
  { weight: 3, of: ({ cluster }) => [query('brokers', { cluster })] },
  { weight: 2, of: brokerPage },
  { weight: 4, of: ({ cluster }) => [query('topics', { cluster }, { offset: 0, limit: 200 })] },
  { weight: 2, of: ({ cluster }) => [query('topics', { cluster }, { q: 'orders', offset: 0, limit: 200 })] },
  { weight: 2, of: ({ cluster }) => [query('topics', { cluster }, { sort: '-size', offset: 0, limit: 200 })] },
  { weight: 2, of: topicPage },
  { weight: 1, of: ({ cluster }) => [query('partitions', { cluster }, { offset: 0, limit: 200 })] },
  { weight: 1, of: ({ cluster }) => [query('whatIf', { cluster })] },
  { weight: 1, of: ({ cluster }) => [query('capability', { cluster })] },
  { weight: 1, of: ({ cluster }) => [query('quorum', { cluster })] },
  { weight: 1, of: ({ cluster }) => [query('capacity', { cluster })] },
  { weight: 1, of: ({ cluster }) => [query('preflight', { cluster })] },
]

export type Pick = <T>(values: readonly T[]) => T

const CLUSTER_CHARTS = ['messagesInPerSecond', 'underReplicatedPartitions', 'sizeBytes', 'underMinIsrPartitions']
const BROKER_CHARTS = ['messagesInPerSecond', 'latencyMs', 'leaders', 'sizeBytes']
const CHART_FROM = 'now-1h'

/** The queries of a page, the overview first: every page shows it in its rail. `share` in 0–1 chooses the page. */
export function pageAt(share: number, sights: Sights, pick: Pick): PageQuery[] {
  const total = PAGES.reduce((sum, { weight }) => sum + weight, 0)
  let left = share * total
  const page = PAGES.find(({ weight }) => {
    left -= weight
    return left < 0
  })
  return [query('overview', {}), ...(page?.of(sights, pick) ?? [])]
}

function brokerPage({ cluster, brokers }: Sights, pick: Pick): PageQuery[] {
  const broker = pick(brokers)
  return [
    query('broker', { cluster, broker }),
    query('brokerVitals', { cluster, broker }),
    ...charts(cluster, BROKER_CHARTS, { broker }),
  ]
}

function topicPage({ cluster, topics }: Sights, pick: Pick): PageQuery[] {
  const topic = pick(topics)
  return [query('topic', { cluster, topic }), ...charts(cluster, ['messagesInPerSecond'], { topic })]
}

function charts(cluster: string, metrics: readonly string[], of: Record<string, string | number>): PageQuery[] {
  return metrics.map((metric) => query('series', {}, { cluster, metric, ...of, from: CHART_FROM }))
}

function query(
  route: ApiRoute,
  params: Record<string, string | number>,
  search: Record<string, string | number> = {},
): PageQuery {
  const text = new URLSearchParams(
    Object.entries(search).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString()
  return { route, path: text === '' ? apiPath(route, params) : `${apiPath(route, params)}?${text}` }
}

/** Readings an answer is made of, as the page has them; what is not named rests on all. */
const READINGS: Partial<Record<ApiRoute, readonly string[]>> = {
  topics: ['topology', 'log-dirs', 'configs', 'end-offsets'],
  partitions: ['topology', 'log-dirs', 'configs', 'end-offsets'],
  whatIf: ['registry', 'topology', 'configs', 'quorum', 'zookeeper'],
  series: ['end-offsets', 'metrics'],
  vitals: ['metrics', 'registry', 'topology', 'log-dirs', 'quorum'],
  brokerVitals: ['metrics', 'registry', 'topology'],
  capability: ['metrics', 'topology'],
  quorum: ['quorum', 'zookeeper', 'ensemble', 'registry', 'metrics'],
  capacity: ['log-dirs'],
}

/** Whether a change makes the answer to a query old. */
export function isTouchedBy(
  { route, path }: PageQuery,
  change: { cluster: string | null; readings: readonly string[] },
) {
  const charted = route === 'series' ? new URL(path, 'http://localhost').searchParams.get('cluster') : null
  if (charted !== null && change.cluster !== null && charted !== change.cluster) return false
  const isOfCluster = path.startsWith('/api/v1/clusters/')
  if (isOfCluster && change.cluster !== null) {
    const prefix = `/api/v1/clusters/${encodeURIComponent(change.cluster)}`
    if (!path.startsWith(`${prefix}/`) && !path.startsWith(`${prefix}?`) && path !== prefix) return false
  }
  const needs = READINGS[route]
  return needs === undefined || change.readings.includes('all') || needs.some((one) => change.readings.includes(one))
}
