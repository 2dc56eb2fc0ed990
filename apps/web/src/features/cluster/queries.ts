import type { ClusterDetail, ClusterVitals } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type ClusterData = ClusterDetail['data']
export type ClusterVitalsData = ClusterVitals['data']

export function useCluster(cluster: string) {
  return useQuery(apiQuery<ClusterData>({ route: 'cluster', params: { cluster } }))
}

/** What exporters tell: a question of its own, so that the page does not wait for it. */
export function useClusterVitals(cluster: string) {
  return useQuery(apiQuery<ClusterVitalsData>({ route: 'vitals', params: { cluster } }))
}
