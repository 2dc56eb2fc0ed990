import type { Overview } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type OverviewData = Overview['data']

/** The overview also feeds the rail, so it is always in the cache. */
export function useOverview() {
  return useQuery(apiQuery<OverviewData>({ route: 'overview' }))
}
