import { API, overviewSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { type FeatureApp, typed } from '../route.ts'
import { overviewView } from './view.ts'

export function overviewRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.overview,
    {
      schema: {
        summary: 'All clusters, worst first, and what changed in the past hour',
        response: { 200: overviewSchema },
      },
    },
    () => overviewView(state, state.now()),
  )
}
