import { API, searchSchema } from '@perigee/contract'
import { z } from 'zod'
import type { ConsoleState } from '../../facts/state.ts'
import { type FeatureApp, typed } from '../route.ts'
import { searchView } from './view.ts'

const searchQuery = z.object({ q: z.string().max(500).default('') })

export function searchRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.search,
    {
      schema: {
        summary: 'Clusters, brokers and topics by name',
        querystring: searchQuery,
        response: { 200: searchSchema },
      },
    },
    ({ query }) => searchView(state, query.q, state.now()),
  )
}
