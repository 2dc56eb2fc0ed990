import type { CapabilityReport } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type CapabilityData = CapabilityReport['data']

export function useCapability(cluster: string) {
  return useQuery(apiQuery<CapabilityData>({ route: 'capability', params: { cluster } }))
}
