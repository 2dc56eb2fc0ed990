import { API, capabilitySchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { capabilityView } from './view.ts'

export function capabilityRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.capability,
    {
      schema: {
        summary: 'What each exporter can and cannot tell',
        params: clusterParams,
        response: { 200: capabilitySchema },
      },
    },
    ({ params }) => capabilityView(clusterOf(state, params.cluster), state.now()),
  )
}
