import { API, capabilitySchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { leanConfiguration } from './lean.ts'
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
  typed(app).get(
    API.leanExporter,
    {
      schema: {
        summary: 'A configuration of jmx_exporter that reads what is shown and no more',
        params: clusterParams,
      },
    },
    ({ params }, reply) =>
      reply
        .type('text/yaml; charset=utf-8')
        .header('content-disposition', 'attachment; filename="lean-exporter.yml"')
        .send(leanConfiguration(clusterOf(state, params.cluster))),
  )
}
