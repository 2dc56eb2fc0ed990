import type { Preflight } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type PreflightData = Preflight['data']

/** Every check of a cluster. Asking runs no probe: those run by themselves. */
export function usePreflight(cluster: string) {
  return useQuery(apiQuery<PreflightData>({ route: 'preflight', params: { cluster } }))
}
