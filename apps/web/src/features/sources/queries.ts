import type { Sources } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type SourcesData = Sources['data']

export function useSources() {
  return useQuery(apiQuery<SourcesData>({ route: 'sources' }))
}
