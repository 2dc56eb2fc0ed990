import { API, clusterDetailSchema, seriesQuerySchema, seriesSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { seriesView } from './series.ts'
import { clusterView } from './view.ts'

export function clusterRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.cluster,
    { schema: { summary: 'One cluster', params: clusterParams, response: { 200: clusterDetailSchema } } },
    ({ params }) => clusterView(clusterOf(state, params.cluster), { now: state.now(), startedAt: state.startedAt }),
  )
  typed(app).get(
    API.series,
    {
      schema: {
        summary: 'Recent history of one measure',
        params: clusterParams,
        querystring: seriesQuerySchema,
        response: { 200: seriesSchema },
      },
    },
    ({ params, query }) => seriesView(clusterOf(state, params.cluster), query, state.now()),
  )
}
