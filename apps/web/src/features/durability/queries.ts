import type { WhatIf } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type WhatIfData = WhatIf['data']

/** What the loss would do; while the next answer comes the last one stays. */
export function useWhatIf(cluster: string, lose: string | undefined) {
  return useQuery(
    apiQuery<WhatIfData>({ route: 'whatIf', params: { cluster }, query: { lose } }, { keepPrevious: true }),
  )
}
