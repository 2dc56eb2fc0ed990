import type { ApiRoute, Envelope } from '@perigee/contract'
import { type Query, queryOptions } from '@tanstack/react-query'
import type { ApiError } from './api-error.ts'
import { type ApiCall, callApi } from './call.ts'
import { connection } from './connection.ts'
import { isSettled } from './series-pace.ts'

/** Without the event stream the page asks again this often; with it, seldom, in case an event was lost. */
export const POLL_MS = 10_000
export const SAFETY_POLL_MS = 30_000

/** Readings an answer is made of: a change of one of them makes the answer old. */
const EVERYTHING = ['registry', 'topology', 'log-dirs', 'configs', 'end-offsets', 'quorum', 'zookeeper'] as const
const NOT_READ: readonly string[] = []
const READINGS: Partial<Record<ApiRoute, readonly string[]>> = {
  topics: ['topology', 'log-dirs', 'configs', 'end-offsets'],
  partitions: ['topology', 'log-dirs', 'configs', 'end-offsets'],
  whatIf: ['registry', 'topology', 'configs', 'quorum', 'zookeeper'],
  // Recorded every 15 s, with the end offsets.
  series: ['end-offsets', 'metrics'],
  vitals: ['metrics', 'registry', 'topology', 'log-dirs', 'quorum'],
  brokerVitals: ['metrics', 'registry', 'topology'],
  capability: ['metrics', 'topology'],
  quorum: ['quorum', 'zookeeper', 'ensemble', 'registry', 'metrics'],
  capacity: ['log-dirs'],
  preflight: ['preflight', 'registry', 'topology', 'configs', 'log-dirs', 'quorum', 'zookeeper', 'ensemble', 'metrics'],
  search: NOT_READ,
  config: NOT_READ,
  demo: ['demo'],
}

export interface ApiKeyParts {
  readonly route: ApiRoute
  /** null = spans all clusters. */
  readonly cluster: string | null
}
export type ApiQueryKey = readonly ['api', ApiKeyParts, ApiCall['params'], ApiCall['query']]

export function apiKey({ route, params, query }: ApiCall): ApiQueryKey {
  const cluster = params?.cluster ?? query?.cluster
  return ['api', { route, cluster: cluster === undefined ? null : String(cluster) }, params, query]
}

/**
 * How every page reads: `useQuery(apiQuery<Overview['data']>({ route: 'overview' }))`. Old data stays while new data
 * comes; `keepPrevious` keeps the last rows while a filter is typed, the last lines while another window is read. Failed calls are repeated by the connection
 * watch, not here.
 */
export function apiQuery<T>(call: ApiCall, more: { readonly keepPrevious?: true } = {}) {
  return queryOptions<Envelope<T>, ApiError, Envelope<T>, ApiQueryKey>({
    queryKey: apiKey(call),
    queryFn: ({ signal }) => callApi<T>(call, signal),
    ...(more.keepPrevious && {
      placeholderData: (previous, before) => (isSameThing(apiKey(call), before?.queryKey) ? previous : undefined),
    }),
  })
}

/** What a series is of, its window left out. */
const WINDOW: readonly string[] = ['from', 'to', 'at']

/** Lines of another broker must never stand under the name of this one, not even while its own are read. */
function isSameThing([, , , now]: ApiQueryKey, key: ApiQueryKey | undefined): boolean {
  if (key === undefined) return false
  const [, { route }, , before] = key
  if (route !== 'series') return true
  const names = new Set(
    [...Object.keys(now ?? {}), ...Object.keys(before ?? {})].filter((name) => !WINDOW.includes(name)),
  )
  return [...names].every((name) => now?.[name] === before?.[name])
}

/** Whether `change` makes this query old. */
export function isTouchedBy(
  key: ApiQueryKey,
  change: { cluster: string | null; readings: readonly string[] },
): boolean {
  const [, { route, cluster }] = key
  if (cluster !== null && change.cluster !== null && cluster !== change.cluster) return false
  const needs = READINGS[route] ?? EVERYTHING
  return change.readings.length === 0 ? needs.length > 0 : needs.some((reading) => change.readings.includes(reading))
}

/** Interval for TanStack Query; queries for a hidden tab rest by themselves. */
export function pollInterval(query: Query<unknown, Error, unknown, readonly unknown[]>): number | false {
  const parts = query.queryKey[1] as ApiKeyParts | undefined
  if (parts !== undefined && READINGS[parts.route] === NOT_READ) return false
  if (parts?.route === 'series' && isSettled(query)) return false
  const { state, stream } = connection()
  if (state === 'down') return false
  return stream === 'live' ? SAFETY_POLL_MS : POLL_MS
}
