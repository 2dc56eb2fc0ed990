import { API, clusterDetailSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { clusterView } from './view.ts'

export function clusterRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.cluster,
    { schema: { summary: 'One cluster', params: clusterParams, response: { 200: clusterDetailSchema } } },
    ({ params }) => clusterView(clusterOf(state, params.cluster), { now: state.now(), startedAt: state.startedAt }),
  )
}
