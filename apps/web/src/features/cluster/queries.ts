import type { ClusterDetail } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type ClusterData = ClusterDetail['data']

export function useCluster(cluster: string) {
  return useQuery(apiQuery<ClusterData>({ route: 'cluster', params: { cluster } }))
}
