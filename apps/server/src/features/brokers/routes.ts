import { API, brokerDetailSchema, brokersSchema, restartCheckSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { brokerParams, clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { brokerView } from './detail.ts'
import { restartView } from './restart.ts'
import { brokersView } from './view.ts'

export function brokerRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.brokers,
    {
      schema: { summary: 'Brokers of a cluster, worst first', params: clusterParams, response: { 200: brokersSchema } },
    },
    ({ params }) => brokersView(clusterOf(state, params.cluster), state.now()),
  )
  typed(app).get(
    API.broker,
    {
      schema: { summary: 'One broker beside its peers', params: brokerParams, response: { 200: brokerDetailSchema } },
    },
    ({ params }) => {
      const times = { now: state.now(), startedAt: state.startedAt }
      return brokerView(clusterOf(state, params.cluster), params.broker, times)
    },
  )
  typed(app).get(
    API.restartCheck,
    {
      schema: {
        summary: 'May this broker be restarted now?',
        params: brokerParams,
        response: { 200: restartCheckSchema },
      },
    },
    ({ params }) => restartView(clusterOf(state, params.cluster), params.broker, state.now()),
  )
}
