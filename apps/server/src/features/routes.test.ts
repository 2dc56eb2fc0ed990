import { API, apiPath, errorSchema } from '@perigee/contract'
import { failureOf, NOW, neverRead } from '@perigee/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { fakeCluster, fakeState } from './console-state.fake.ts'

const LONG = `long.${'x'.repeat(244)}`
const TOPICS = {
  'payments.captured': { partitions: 3 },
  'a.b.c-d_e': { partitions: 1 },
  [LONG]: { partitions: 1 },
  '=evil': { partitions: 1 },
  __internal: { partitions: 1, internal: true },
}
const lost = neverRead<never>(failureOf('refused', { peer: '3 bootstrap addresses' }))
const blind = {
  registry: lost,
  topology: lost,
  quorum: lost,
  logDirs: new Map(),
  topicConfigs: lost,
  brokerConfigs: lost,
}

let app: Awaited<ReturnType<typeof buildApp>>
beforeAll(async () => {
  const clusters = [
    fakeCluster({ name: 'payments-eu', topics: TOPICS }),
    fakeCluster({ name: 'ümläut / x', topics: TOPICS }),
    fakeCluster({ name: 'audit-us', readings: blind }, { remembered: new Map() }),
  ]
  app = await buildApp({ state: fakeState(clusters), pageRoot: '/nowhere' })
})
afterAll(() => app.close())

const get = async (url: string) => {
  const answer = await app.inject({ url, headers: { host: 'localhost:7400' } })
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']),
    text: answer.body,
    json: () => answer.json(),
  }
}

test('every route answers for a cluster in good order and for one that was never seen', async () => {
  for (const cluster of ['payments-eu', 'audit-us']) {
    for (const route of [
      'overview',
      'cluster',
      'brokers',
      'topics',
      'partitions',
      'quorum',
      'whatIf',
      'vitals',
      'capability',
      'capacity',
      'sources',
      'search',
      'config',
    ] as const) {
      const answer = await get(apiPath(route, { cluster }))
      expect([route, cluster, answer.status]).toEqual([route, cluster, 200])
      expect(answer.json()).toHaveProperty('freshness.observedAt')
    }
  }
})

test('a broker answers, and so does the question whether it may be restarted', async () => {
  expect((await get(apiPath('broker', { cluster: 'payments-eu', broker: 2 }))).json().data.id).toBe(2)
  const check = (await get(apiPath('restartCheck', { cluster: 'payments-eu', broker: 2 }))).json()
  expect(check.data).toMatchObject({
    verdict: 'safe',
    offlinePartitions: 0,
    underMinIsrPartitions: 0,
    leadersToMove: 1,
  })
})

test('vitals of a broker answer, and the lean configuration comes as a file', async () => {
  const vitals = await get(apiPath('brokerVitals', { cluster: 'payments-eu', broker: 2 }))
  expect(vitals.json().data).toMatchObject({ broker: 2, coverage: { expected: 0 } })
  const unknown = await get(apiPath('brokerVitals', { cluster: 'payments-eu', broker: 9 }))
  expect([unknown.status, unknown.json().error.code]).toEqual([404, 'PGE_UNKNOWN_BROKER'])
  const lean = await get(apiPath('leanExporter', { cluster: 'payments-eu' }))
  expect(lean.type).toContain('text/yaml')
  expect(lean.text).toContain('includeObjectNames:')
})

test('names with slashes, blanks, umlauts and 249 characters are found', async () => {
  expect((await get(apiPath('cluster', { cluster: 'ümläut / x' }))).status).toBe(200)
  expect((await get(apiPath('topic', { cluster: 'payments-eu', topic: LONG }))).json().data.name).toBe(LONG)
  expect((await get(apiPath('topic', { cluster: 'payments-eu', topic: 'a.b.c-d_e' }))).status).toBe(200)
})

test.each([
  [apiPath('cluster', { cluster: 'payments' }), 404, 'PGE_UNKNOWN_CLUSTER', 'Did you mean payments-eu?'],
  [
    apiPath('topic', { cluster: 'payments-eu', topic: 'payment.captured' }),
    404,
    'PGE_UNKNOWN_TOPIC',
    'payments.captured',
  ],
  [apiPath('topic', { cluster: 'payments-eu', topic: 'a/b%c ünïcode' }), 404, 'PGE_UNKNOWN_TOPIC', 'next poll'],
  [
    apiPath('topic', { cluster: 'audit-us', topic: 'payments.captured' }),
    503,
    'PGE_NOT_KNOWN_YET',
    'data sources page',
  ],
  [
    apiPath('broker', { cluster: 'payments-eu', broker: 9 }),
    404,
    'PGE_UNKNOWN_BROKER',
    'There are brokers 1, 2 and 3.',
  ],
  [apiPath('restartCheck', { cluster: 'payments-eu', broker: 9 }), 404, 'PGE_UNKNOWN_BROKER', ''],
  [apiPath('restartCheck', { cluster: 'audit-us', broker: 1 }), 503, 'PGE_NOT_KNOWN_YET', 'data sources page'],
  [apiPath('broker', { cluster: 'payments-eu', broker: 'x' }), 400, 'PGE_BAD_REQUEST', ''],
  [
    `${apiPath('whatIf', { cluster: 'payments-eu' })}?lose=broker:1,planet:3`,
    400,
    'PGE_INVALID_LOSS',
    'Write broker:3',
  ],
  [`${apiPath('partitions', { cluster: 'payments-eu' })}?lose=broker:9`, 400, 'PGE_INVALID_LOSS', 'Write broker:3'],
  [`${apiPath('topics', { cluster: 'payments-eu' })}?q=is:ofline`, 400, 'PGE_INVALID_FILTER', ''],
  [`${apiPath('topics', { cluster: 'audit-us' })}?q=is:ofline`, 400, 'PGE_INVALID_FILTER', ''],
  [`${apiPath('topics', { cluster: 'payments-eu' })}?sort=colour`, 400, 'PGE_INVALID_SORT', 'Sort by status'],
  [`${apiPath('partitions', { cluster: 'payments-eu' })}?sort=-colour`, 400, 'PGE_INVALID_SORT', 'Sort by status'],
  [`${apiPath('topics', { cluster: 'payments-eu' })}?limit=-1`, 400, 'PGE_BAD_REQUEST', ''],
  [`${apiPath('series')}?cluster=payments-eu&metric=cpu`, 404, 'PGE_UNKNOWN_METRIC', 'messagesInPerSecond'],
])('%s is refused as %i %s', async (url, status, code, hint) => {
  const answer = await get(url)
  const { error } = errorSchema.parse(answer.json())
  expect([answer.status, error.code]).toEqual([status, code])
  expect(error.hint ?? '').toContain(hint)
  if (code === 'PGE_INVALID_FILTER') expect(error.at).toBeTypeOf('number')
})

test('an enormous limit is capped and said', async () => {
  const { data } = (await get(`${apiPath('topics', { cluster: 'payments-eu' })}?limit=1000000000&internal=show`)).json()
  expect(data).toMatchObject({ limit: 1000, total: 5, matched: 5 })
  const { data: beyond } = (await get(`${apiPath('topics', { cluster: 'payments-eu' })}?offset=4000`)).json()
  expect(beyond).toMatchObject({ items: [], matched: 4 })
})

test('the CSV holds exactly what the filter matches, and no formula', async () => {
  const answer = await get(`${API.topicsCsv.replace(':cluster', 'payments-eu')}?q=-topic:long*&sort=name`)
  expect(answer.type).toBe('text/csv; charset=utf-8')
  const lines = answer.text.trimEnd().split('\r\n')
  expect(lines.map((line) => line.split(',')[0])).toEqual(['topic', "'=evil", 'a.b.c-d_e', 'payments.captured'])
})

test('search finds things across clusters', async () => {
  const { data } = (await get(`${API.search}?q=captured`)).json()
  expect(data.items.map((item: { href: string }) => item.href)).toContain('/c/payments-eu/topics/payments.captured')
  expect((await get(`${API.search}?q=broker 2`)).json().data.items[0]).toMatchObject({
    kind: 'broker',
    name: 'broker 2',
  })
})

test('the clock of an answer is the console’s', async () => {
  expect((await get(API.sources)).json().freshness.observedAt).toBe(new Date(NOW).toISOString())
})
