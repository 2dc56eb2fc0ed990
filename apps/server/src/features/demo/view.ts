import type { Demo } from '@perigee/contract'
import type { ConsoleState, DemoScenarioState } from '../../facts/state.ts'
import { freshnessOfNow } from '../wire/freshness.ts'
import { instantOf } from '../wire/words.ts'

/** What can be made to go wrong in the simulated fleet, and what is going wrong. Null when what is shown is real. */
export function demoView({ demo }: ConsoleState, now: number): Demo {
  const shown = demo === null ? null : { clusters: [...demo.clusters], scenarios: demo.scenarios().map(onTheWire) }
  return { data: { demo: shown }, freshness: freshnessOfNow(now) }
}

function onTheWire({ since, endsAt, ...scenario }: DemoScenarioState) {
  return { ...scenario, since: instantOf(since), endsAt: instantOf(endsAt) }
}
