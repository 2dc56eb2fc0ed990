import { expect, it } from 'vitest'
import { createFaultPlan } from './fault-plan.ts'

const METADATA = 3
const API_VERSIONS = 18
const SASL_AUTHENTICATE = 36

const kinds = (plan: ReturnType<typeof createFaultPlan>, apiKey: number | null) =>
  plan.strike(apiKey).map(({ kind }) => kind)

it('a fault without an API strikes every answer until it is lifted', () => {
  const plan = createFaultPlan()
  const lift = plan.add({ fault: { kind: 'garbage' } })
  expect([kinds(plan, METADATA), kinds(plan, API_VERSIONS)]).toEqual([['garbage'], ['garbage']])
  expect(kinds(plan, null)).toEqual([])
  lift()
  expect(kinds(plan, METADATA)).toEqual([])
})

it('a fault of one API leaves the others alone, and strikes as often as told', () => {
  const plan = createFaultPlan()
  plan.add({ fault: { kind: 'reset' }, apiKey: METADATA, times: 2 })
  expect(kinds(plan, API_VERSIONS)).toEqual([])
  expect([1, 2, 3].map(() => kinds(plan, METADATA))).toEqual([['reset'], ['reset'], []])
})

it('hanging after accept strikes connections, not answers', () => {
  const plan = createFaultPlan()
  plan.add({ fault: { kind: 'hang-after-accept' }, times: 1 })
  expect(kinds(plan, METADATA)).toEqual([])
  expect([kinds(plan, null), kinds(plan, null)]).toEqual([['hang-after-accept'], []])
})

it('a lie about versions counts only where it can be told, a refusal likewise', () => {
  const plan = createFaultPlan()
  plan.add({ fault: { kind: 'version-lie', apiKey: METADATA, min: 0, max: 99 }, times: 1 })
  plan.add({ fault: { kind: 'authentication-failure' }, times: 1 })
  expect(kinds(plan, METADATA)).toEqual([])
  expect(kinds(plan, API_VERSIONS)).toEqual(['version-lie'])
  expect(kinds(plan, SASL_AUTHENTICATE)).toEqual(['authentication-failure'])
})

it('clear lifts all', () => {
  const plan = createFaultPlan()
  plan.add({ fault: { kind: 'garbage' } })
  plan.add({ fault: { kind: 'hang-after-accept' } })
  plan.clear()
  expect([kinds(plan, METADATA), kinds(plan, null)]).toEqual([[], []])
})
