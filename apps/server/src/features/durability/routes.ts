import { API, whatIfQuerySchema, whatIfSchema } from '@perigee/contract'
import { type Assessment, prepareWhatIf } from '@perigee/domain'
import { sharedSlices } from '../../facts/slices.ts'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { whatIfView } from './view.ts'

const inSlices = sharedSlices<Assessment>()

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
    async ({ params, query }) => {
      const cluster = clusterOf(state, params.cluster)
      const { facts, assessment } = cluster
      // Once per assessment, and only when somebody asks: at 100,000 partitions it is too much to be done in one piece.
      if (assessment !== null) await inSlices(assessment, facts, () => prepareWhatIf(facts, assessment))
      // The picture that was prepared for: a newer one may have come meanwhile.
      return whatIfView({ ...cluster, facts, assessment }, query.lose, state.now())
    },
  )
}
