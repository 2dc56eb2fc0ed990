import { useQuery } from '@tanstack/react-query'
import { instantMs } from '../time/freshness.ts'
import { apiQuery } from './queries.ts'
import type { SeriesData } from './series.ts'

/** How far back anything of a cluster is kept, in ms; null while nothing is, or nobody said. */
export function useExtent(cluster: string): { readonly extentMs: number | null } {
  const query = useQuery(
    apiQuery<SeriesData>({ route: 'series', query: { cluster, metric: 'brokersUp', from: 'now-15m', points: 2 } }),
  )
  const extent = query.data?.data.extent ?? null
  const from = instantMs(extent?.from ?? null)
  const to = instantMs(extent?.to ?? null)
  return { extentMs: from === null || to === null ? null : to - from }
}
