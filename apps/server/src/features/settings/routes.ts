import { API, effectiveConfigSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { type FeatureApp, typed } from '../route.ts'
import { settingsView } from './view.ts'

export function settingsRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.config,
    { schema: { summary: 'Effective settings, secrets masked', response: { 200: effectiveConfigSchema } } },
    () => settingsView(state, state.now()),
  )
}
