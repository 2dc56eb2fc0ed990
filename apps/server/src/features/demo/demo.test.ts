import { apiPath } from '@perigee/contract'
import { afterEach, expect, it } from 'vitest'
import { buildApp } from '../../app.ts'
import type { DemoScenarioState, DemoState } from '../../facts/state.ts'
import { fakeState } from '../console-state.fake.ts'

const NOW = Date.UTC(2026, 0, 1)
const SCENARIO: DemoScenarioState = {
  name: 'broker-3-dies',
  title: 'Broker 3 dies',
  text: 'Its process ends.',
  cluster: 'payments-eu',
  href: '/c/payments-eu/brokers/3',
  state: 'running',
  startedBy: 'visitor',
  since: NOW,
  step: 'Nobody answers',
  endsAt: null,
}

let app: Awaited<ReturnType<typeof buildApp>>
afterEach(() => app.close())

async function open(demo: DemoState | null) {
  app = await buildApp({ state: fakeState([], { demo }), pageRoot: '/nowhere' })
  return app
}

function fakeDemo() {
  const acts: string[] = []
  const demo: DemoState = {
    clusters: ['payments-eu'],
    scenarios: () => [SCENARIO],
    async act(scenario, action) {
      acts.push(`${action} ${scenario}`)
      return scenario === SCENARIO.name
    },
  }
  return { demo, acts }
}

const post = (scenario: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: apiPath('demoScenario', { scenario }),
    headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })

it('tells what goes on, with times as instants', async () => {
  await open(fakeDemo().demo)
  const { data } = (await app.inject({ url: apiPath('demo'), headers: { host: 'localhost' } })).json()
  expect(data.demo.scenarios[0]).toMatchObject({
    name: 'broker-3-dies',
    since: '2026-01-01T00:00:00.000Z',
    endsAt: null,
  })
})

it('starts and stops what it is told to', async () => {
  const { demo, acts } = fakeDemo()
  await open(demo)
  expect((await post('broker-3-dies', { action: 'start' })).statusCode).toBe(200)
  expect((await post('broker-3-dies', { action: 'stop' })).statusCode).toBe(200)
  expect(acts).toEqual(['start broker-3-dies', 'stop broker-3-dies'])
})

it('says which scenario was perhaps meant', async () => {
  await open(fakeDemo().demo)
  const answer = await post('broker-3-die', { action: 'start' })
  expect(answer.statusCode).toBe(404)
  expect(answer.json().error).toMatchObject({ code: 'PGE_UNKNOWN_SCENARIO', hint: 'Did you mean broker-3-dies?' })
})

it('does nothing for a body or a type that a form of another site could send', async () => {
  const { demo, acts } = fakeDemo()
  await open(demo)
  const answers = await Promise.all([
    post('broker-3-dies', '{"action":"start"}', { 'content-type': 'text/plain' }),
    post('broker-3-dies', 'action=start', { 'content-type': 'application/x-www-form-urlencoded' }),
    post('broker-3-dies', { action: 'destroy' }),
    post('broker-3-dies', { action: 'start', more: 1 }),
    post('broker-3-dies', { action: 'start' }, { host: 'evil.example' }),
  ])
  for (const { statusCode } of answers) expect(statusCode).toBeGreaterThanOrEqual(400)
  expect(acts).toEqual([])
})

it('is not there when what is shown is real', async () => {
  await open(null)
  expect((await app.inject({ url: apiPath('demo'), headers: { host: 'localhost' } })).json().data.demo).toBeNull()
  expect((await post('broker-3-dies', { action: 'start' })).statusCode).toBe(404)
})
