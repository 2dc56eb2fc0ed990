import { API, quorumSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { quorumView } from './view.ts'

export function quorumRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.quorum,
    {
      schema: {
        summary: 'Who keeps the state of a cluster: ZooKeeper or its KRaft quorum',
        params: clusterParams,
        response: { 200: quorumSchema },
      },
    },
    ({ params }) => quorumView(clusterOf(state, params.cluster), state.now()),
  )
}
