import { API, sourcesSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { type FeatureApp, typed } from '../route.ts'
import { sourcesView } from './view.ts'

export function sourceRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.sources,
    {
      schema: {
        summary: 'Every poll loop: age, failures, reasons and what depends on it',
        response: { 200: sourcesSchema },
      },
    },
    () => sourcesView(state, state.now(), process.memoryUsage.rss()),
  )
}
