import { API, capacitySchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { readGrowths } from './histories.ts'
import { capacityView } from './view.ts'

export function capacityRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.capacity,
    {
      schema: {
        summary: 'How fast a cluster fills, and when its disks are full',
        params: clusterParams,
        response: { 200: capacitySchema },
      },
    },
    async ({ params }) => {
      const cluster = clusterOf(state, params.cluster)
      const now = state.now()
      return capacityView(cluster, now, await readGrowths(cluster, now, state.archive))
    },
  )
}
