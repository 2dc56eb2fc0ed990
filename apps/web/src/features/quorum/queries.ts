import type { Quorum } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type QuorumData = Quorum['data']

export function useQuorum(cluster: string) {
  return useQuery(apiQuery<QuorumData>({ route: 'quorum', params: { cluster } }))
}
