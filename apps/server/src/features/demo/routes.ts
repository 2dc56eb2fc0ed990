import { API, demoActionSchema, demoSchema } from '@perigee/contract'
import { z } from 'zod'
import type { ConsoleState } from '../../facts/state.ts'
import { type FeatureApp, typed } from '../route.ts'
import { didYouMean, Refusal, shortened } from '../wire/refusal.ts'
import { demoView } from './view.ts'

const scenarioParams = z.object({ scenario: z.string() })

export function demoRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.demo,
    {
      schema: {
        summary: 'The simulated fleet, where one is shown in place of a real one',
        response: { 200: demoSchema },
      },
    },
    () => demoView(state, state.now()),
  )
  // Nothing real can be touched from here: without a demo the address does not exist.
  if (state.demo === null) return
  const { demo } = state
  typed(app).post(
    API.demoScenario,
    {
      schema: {
        summary: 'Starts or stops something that goes wrong in the simulated fleet',
        params: scenarioParams,
        body: demoActionSchema,
        response: { 200: demoSchema },
      },
    },
    async ({ params, body }) => {
      if (!(await demo.act(params.scenario, body.action))) throw unknownScenario(demo.scenarios(), params.scenario)
      return demoView(state, state.now())
    },
  )
}

function unknownScenario(scenarios: readonly { readonly name: string }[], typedName: string): Refusal {
  const hint = didYouMean(
    typedName,
    scenarios.map(({ name }) => name),
  )
  return new Refusal('PGE_UNKNOWN_SCENARIO', `There is no scenario ${shortened(typedName)}.`, { hint })
}
