import type { EffectiveConfig } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export function useEffectiveConfig() {
  return useQuery(apiQuery<EffectiveConfig['data']>({ route: 'config' }))
}
