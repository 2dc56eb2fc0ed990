import { API, whatIfQuerySchema, whatIfSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { whatIfView } from './view.ts'

export function durabilityRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.whatIf,
    {
      schema: {
        summary: 'What a loss of brokers, racks, data centres or controllers would do',
        params: clusterParams,
        querystring: whatIfQuerySchema,
        response: { 200: whatIfSchema },
      },
    },
    ({ params, query }) => whatIfView(clusterOf(state, params.cluster), query.lose, state.now()),
  )
}
