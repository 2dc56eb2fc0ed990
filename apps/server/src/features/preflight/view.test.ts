import { API, apiPath, CHECK_FAMILIES, CHECK_SEVERITIES, CHECK_STATES, preflightSchema } from '@perigee/contract'
import * as domain from '@perigee/domain'
import { NOW, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { buildApp } from '../../app.ts'
import { fakeCluster, fakeState } from '../console-state.fake.ts'
import { historyHealth } from './history-health.ts'
import { preflightOf } from './input.ts'
import { preflightView } from './view.ts'

const PROBES = { listeners: [], services: [], clocks: [], purges: [] }

test('the wire speaks the words of the judgement', () => {
  expect(CHECK_STATES).toEqual(domain.CHECK_STATES)
  expect(CHECK_SEVERITIES).toEqual(domain.CHECK_SEVERITIES)
  expect(CHECK_FAMILIES).toEqual(domain.CHECK_FAMILIES)
})

test('the answer fits its schema, carries when doors were tried, and links', async () => {
  const cluster = fakeCluster({ name: 'ümläut / x', topics: { single: { partitions: 2, replicationFactor: 1 } } })
  const state = fakeState([cluster], { probes: () => readingOf(PROBES) })
  const app = await buildApp({ state, pageRoot: '/nowhere' })
  const answer = await app.inject({
    url: apiPath('preflight', { cluster: cluster.name }),
    headers: { host: 'localhost:7400' },
  })
  const { data } = preflightSchema.parse(answer.json())
  expect([answer.statusCode, data.probedAt]).toEqual([200, new Date(NOW).toISOString()])
  const copies = data.checks.find(({ id }) => id === 'replication-factor')
  expect(copies).toMatchObject({
    state: 'fail',
    status: 'critical',
    href: `/c/${encodeURIComponent(cluster.name)}/partitions?q=rf:1`,
    command: expect.stringContaining('--bootstrap-server kafka-1:9092 '),
  })
  const states = data.checks.map((check) => CHECK_STATES.indexOf(check.state))
  expect(states).toEqual(states.toSorted((a, b) => a - b))
  expect(Object.values(data.counts).reduce((sum, count) => sum + count)).toBe(data.checks.length)
  const missing = await app.inject({
    url: API.preflight.replace(':cluster', 'nope'),
    headers: { host: 'localhost:7400' },
  })
  expect(missing.statusCode).toBe(404)
  await app.close()
})

test('passwords in addresses of services are not shown', async () => {
  const cluster = fakeCluster(
    {},
    {
      config: {
        connect: [{ name: 'main', url: 'http://bob:hunter2@connect:8083' }],
        schemaRegistries: ['http://eve:hunter3@registry'],
      },
    },
  )
  const state = fakeState([cluster])
  const text = JSON.stringify(preflightView(state, cluster, await preflightOf()(state, cluster)))
  expect(text).not.toMatch(/hunter|bob|eve:/)
})

const archive = (over: object) => ({
  read: () => Promise.reject(new Error('not asked')),
  status: {
    trouble: null,
    writtenTo: NOW - 60_000,
    waitingMinutes: 0,
    lostMinutes: 0,
    usedBytes: 1_048_576,
    limitBytes: 1_073_741_824,
    series: 3,
    setAside: [],
    since: {},
    ...over,
  },
})

test.each([
  [null, 'off', /^Nothing is kept beyond six hours/],
  [{}, 'writing', /^Written up to 02:54, 1 MiB of 1 GiB\.$/],
  [{ trouble: { kind: 'full', message: 'no space left', since: NOW - 600_000 } }, 'failing', /no space left/],
  [{ lostMinutes: 3 }, 'failing', /3 minutes could not be written/],
  [{ writtenTo: null }, 'failing', /Nothing was written since/],
])('history: %j is %s', (over, state, text) => {
  const health = historyHealth(fakeState([], { archive: (over === null ? null : archive(over)) as never }))
  expect(health).toEqual({ state, text: expect.stringMatching(text) })
})

// Beside other work its slices took twenty seconds on a crowded machine, and everybody waited for them.
test('of a large cluster what was found last serves while the next is being found', async () => {
  const clock = { now: NOW }
  const cluster = fakeCluster({ topics: { wide: { partitions: 20_000 } } })
  const probes = readingOf(PROBES)
  const state = { ...fakeState([cluster], { probes: () => probes }), now: () => clock.now }
  const checked = preflightOf()
  const first = await checked(state, cluster)
  clock.now += 4_000
  expect(await checked(state, cluster)).toBe(first)
  clock.now += 2_000
  // Asked again it may be done already.
  expect(await checked(state, cluster)).toBe(first)
  const second = await waitedFor(() => checked(state, cluster), first)
  expect(second.checks).toHaveLength(first.checks.length)
  // Too old to serve: the next is waited for.
  clock.now += 31_000
  const third = await checked(state, cluster)
  expect(third).not.toBe(second)
})

test('of a small one nothing old is served', async () => {
  const clock = { now: NOW }
  const cluster = fakeCluster()
  const probes = readingOf(PROBES)
  const state = { ...fakeState([cluster], { probes: () => probes }), now: () => clock.now }
  const checked = preflightOf()
  const first = await checked(state, cluster)
  clock.now += 1_500
  expect(await checked(state, cluster)).not.toBe(first)
})

/** Asks again, a turn of the event loop each, until something else than `known` comes. */
async function waitedFor<T>(ask: () => Promise<T>, known: T): Promise<T> {
  for (;;) {
    const told = await ask()
    if (told !== known) return told
    await new Promise((resolve) => setImmediate(resolve))
  }
}
