import { API, whatIfQuerySchema, whatIfSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { preparedPictures } from './picture.ts'
import { whatIfView } from './view.ts'

export function durabilityRoutes(app: FeatureApp, state: ConsoleState): void {
  const pictureOf = preparedPictures()
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
    async ({ params, query }) => {
      const cluster = clusterOf(state, params.cluster)
      const picture = await pictureOf(cluster, state.now())
      return whatIfView({ ...cluster, ...picture }, query.lose, state.now())
    },
  )
}
