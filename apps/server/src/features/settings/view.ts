import type { EffectiveConfig } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { freshnessOfNow } from '../wire/freshness.ts'

/** Effective settings and where each comes from. Secrets are masked where the settings are loaded. */
export function settingsView(state: ConsoleState, now: number): EffectiveConfig {
  return {
    data: { entries: state.effectiveConfig.map(({ path, value, origin }) => ({ path, value, origin })) },
    freshness: freshnessOfNow(now),
  }
}
