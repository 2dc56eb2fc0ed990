import type { Series } from '@perigee/contract'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type PageRange, usePageRange } from '../time/page-range.ts'
import type { ApiError } from './api-error.ts'
import { apiQuery } from './queries.ts'

export type SeriesData = Series['data']

/** One recorded measure: of a cluster, or of one node or topic of it; `by: 'node'` gives every node its own series. */
export interface SeriesAsk {
  readonly cluster: string
  /** Name of Perigee's own (`messagesInPerSecond`) or canonical key (`req_total_ms/Produce/p99`). */
  readonly metric: string
  readonly broker?: number | undefined
  readonly controller?: number | undefined
  /** Of the host of this broker. */
  readonly host?: number | undefined
  readonly topic?: string | undefined
  readonly by?: 'node' | undefined
  /** About this many; 240 when not told. */
  readonly points?: number | undefined
}

export interface SeriesRead {
  /** Null: not read yet. Keeps what it was while another range is read. */
  readonly data: SeriesData | null
  readonly error: ApiError | null
  /** The page's range: draw this, whatever points came, so that all charts of a page share one axis. */
  readonly range: PageRange
  readonly refetch: UseQueryResult['refetch']
}

/** A measure over the page's range, live or frozen. */
export function useSeries(ask: SeriesAsk): SeriesRead {
  const range = usePageRange()
  const query = useQuery(
    apiQuery<SeriesData>({ route: 'series', query: { ...ask, ...range.query } }, { keepPrevious: true }),
  )
  return { data: query.data?.data ?? null, error: query.error, range, refetch: query.refetch }
}
