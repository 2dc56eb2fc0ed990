import { z } from 'zod'
import { envelope, instant } from './shared.ts'

export const SCENARIO_STATES = ['idle', 'running', 'healing'] as const

/** One thing that can be made to go wrong in the simulated fleet. */
export const demoScenarioSchema = z.object({
  name: z.string().describe('Name in the address: broker-3-dies'),
  title: z.string(),
  text: z.string().describe('What happens, and what the pages should show'),
  cluster: z.string(),
  href: z.string().describe('Page on which it shows best'),
  state: z.enum(SCENARIO_STATES),
  startedBy: z.enum(['story', 'visitor']).nullable(),
  since: instant.nullable(),
  step: z.string().nullable().describe('What is happening now'),
  endsAt: instant.nullable().describe('When it is over if left alone'),
})
export type DemoScenario = z.infer<typeof demoScenarioSchema>

/** GET /api/v1/demo: null unless no cluster is configured and a simulated fleet is shown in its place. */
export const demoSchema = envelope(
  z.object({ demo: z.object({ clusters: z.array(z.string()), scenarios: z.array(demoScenarioSchema) }).nullable() }),
)
export type Demo = z.infer<typeof demoSchema>

/** POST /api/v1/demo/scenarios/:scenario */
export const demoActionSchema = z.strictObject({ action: z.enum(['start', 'stop']) })
export type DemoAction = z.infer<typeof demoActionSchema>
