import { API, seriesQuerySchema, seriesSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { seriesView } from './view.ts'

export function seriesRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.series,
    {
      schema: {
        summary: 'One measure over time, wherever it is kept',
        querystring: seriesQuerySchema,
        response: { 200: seriesSchema },
      },
    },
    ({ query }) => seriesView(clusterOf(state, query.cluster), query, { now: state.now(), archive: state.archive }),
  )
}
