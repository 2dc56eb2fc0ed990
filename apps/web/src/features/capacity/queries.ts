import type { Capacity } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type CapacityData = Capacity['data']

export function useCapacity(cluster: string) {
  return useQuery(apiQuery<CapacityData>({ route: 'capacity', params: { cluster } }))
}
