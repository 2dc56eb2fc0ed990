import { API, partitionsQuerySchema, partitionsSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { partitionsView } from './view.ts'

export function partitionRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.partitions,
    {
      schema: {
        summary: 'Partitions of all topics, filtered and sorted, one window',
        params: clusterParams,
        querystring: partitionsQuerySchema,
        response: { 200: partitionsSchema },
      },
    },
    ({ params, query }) => partitionsView(clusterOf(state, params.cluster), query, state.now()),
  )
}
