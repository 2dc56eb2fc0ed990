import { API, brokersSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { brokersView } from './view.ts'

export function brokerRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.brokers,
    {
      schema: { summary: 'Brokers of a cluster, worst first', params: clusterParams, response: { 200: brokersSchema } },
    },
    ({ params }) => brokersView(clusterOf(state, params.cluster), state.now()),
  )
}
