import { API, preflightSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { preflightOf } from './input.ts'
import { preflightView } from './view.ts'

export function preflightRoutes(app: FeatureApp, state: ConsoleState): void {
  const checked = preflightOf()
  typed(app).get(
    API.preflight,
    {
      schema: {
        summary: 'Is everything really working? Every check with its evidence, reason and fix',
        params: clusterParams,
        response: { 200: preflightSchema },
      },
    },
    async ({ params }) => {
      const cluster = clusterOf(state, params.cluster)
      return preflightView(state, cluster, await checked(state, cluster))
    },
  )
}
