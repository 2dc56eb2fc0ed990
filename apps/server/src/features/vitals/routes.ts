import { API, brokerVitalsSchema, clusterVitalsSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { brokerParams, clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { brokerVitalsView } from './broker.ts'
import { readyTopTopics } from './top-topics.ts'
import { clusterVitalsView } from './view.ts'

export function vitalsRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.vitals,
    {
      schema: {
        summary: 'What exporters tell of a cluster, and why brokers are slow',
        params: clusterParams,
        response: { 200: clusterVitalsSchema },
      },
    },
    async ({ params }) => {
      const cluster = clusterOf(state, params.cluster)
      await readyTopTopics(cluster, state.now())
      return clusterVitalsView(cluster, state.now())
    },
  )
  typed(app).get(
    API.brokerVitals,
    {
      schema: {
        summary: 'What exporters tell of one broker, beside its peers',
        params: brokerParams,
        response: { 200: brokerVitalsSchema },
      },
    },
    ({ params }) => brokerVitalsView(clusterOf(state, params.cluster), params.broker, state.now()),
  )
}
