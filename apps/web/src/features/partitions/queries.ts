import type { Partitions } from '@perigee/contract'
import type { ApiQuery } from '../../api/call.ts'
import { apiQuery } from '../../api/queries.ts'
import { WINDOW_ROWS } from '../../ui/table/windows.ts'

export type PartitionsData = Partitions['data']

/** 200 partitions of a filtered, sorted list. */
export function partitionsWindow(cluster: string, query: ApiQuery, offset: number) {
  return apiQuery<PartitionsData>({
    route: 'partitions',
    params: { cluster },
    query: { ...query, offset, limit: WINDOW_ROWS },
  })
}
