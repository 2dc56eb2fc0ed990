import { expect, test } from 'vitest'
import { httpFake } from '../http/http-server.fake.ts'
import { probeClock, probePurge, probeService } from './probe-http.ts'

const never = () => new AbortController().signal
const NOW = Date.UTC(2026, 10, 22, 12)
const OPTIONS = { timeoutMs: 5_000, now: () => NOW }
const json = (body: unknown) => (_: unknown, response: { end(text: string): void }) =>
  response.end(JSON.stringify(body))

test.each([
  ['connect', { version: '4.1.0', commit: 'x', kafka_cluster_id: 'y' }, 'Kafka Connect 4.1.0', '/'],
  ['schema-registry', { compatibilityLevel: 'BACKWARD' }, 'schema registry, compatibility BACKWARD', '/config'],
  ['schema-registry', { compatibility: 'NONE' }, 'schema registry, compatibility NONE', '/config'],
  [
    'cruise-control',
    { ExecutorState: {}, version: 1 },
    'Cruise Control',
    '/kafkacruisecontrol/state?substates=executor&json=true',
  ],
  ['connect', { hello: 'world' }, null, '/'],
] as const)('%s that answers %j is %s', async (kind, body, words, path) => {
  await using fake = await httpFake(json(body))
  const { service } = await probeService({ kind, name: 'x', url: `${fake.url}/` }, OPTIONS, never())
  expect(service).toMatchObject({ status: 200, words, failure: null })
  expect(fake.asked.map((asked) => [asked.method, asked.path, asked.headers.authorization])).toEqual([
    ['GET', path, undefined],
  ])
})

test('an answer in HTML, an error and a refusal are told apart', async () => {
  await using html = await httpFake((_, response) => response.end('<html>not json'))
  expect((await probeService({ kind: 'connect', name: 'x', url: html.url }, OPTIONS, never())).service).toMatchObject({
    status: 200,
    words: null,
  })
  await using closed = await httpFake((_, response) => response.writeHead(401).end())
  expect((await probeService({ kind: 'connect', name: 'x', url: closed.url }, OPTIONS, never())).service).toMatchObject(
    { status: 401, words: null, failure: null },
  )
  const gone = await httpFake(() => undefined)
  await gone.close()
  const { service, clock } = await probeService({ kind: 'connect', name: 'x', url: gone.url }, OPTIONS, never())
  expect([service.status, service.failure?.code, clock]).toEqual([null, 'refused', null])
})

test('the Date of any answer tells a clock, to half a second and half the way', async () => {
  const date = new Date(NOW + 90_000).toUTCString()
  await using fake = await httpFake((_, response) => response.writeHead(404, { date }).end())
  const clock = await probeClock('broker 3', `${fake.url}/-/healthy`, OPTIONS, never())
  expect(clock?.who).toBe('broker 3')
  expect(clock?.errorMs).toBeGreaterThanOrEqual(500)
  expect(Math.abs((clock?.aheadMs ?? 0) - 90_000)).toBeLessThanOrEqual(clock?.errorMs ?? 0)
  await using dateless = await httpFake((_, response) => {
    response.sendDate = false
    response.end()
  })
  expect(await probeClock('broker 3', dateless.url, OPTIONS, never())).toBeNull()
})

const ZOO_CFG = 'tickTime=2000\ndataDir=/data\nssl.keyStore.password=hunter2\n'

test.each([
  [`${ZOO_CFG}autopurge.purgeInterval=24\nautopurge.snapRetainCount=5`, 24, 5],
  [ZOO_CFG, 0, 3],
  ['nonsense', null, null],
])('purge settings out of %j', async (text, intervalHours, retainCount) => {
  await using fake = await httpFake(
    json({ initial_configuration: text, command: 'initial_configuration', error: null }),
  )
  const found = await probePurge('zk-1:2181', fake.url, OPTIONS, never())
  expect(found).toEqual({ address: 'zk-1:2181', intervalHours, retainCount, failure: null })
  expect(fake.asked[0]?.path).toBe('/commands/initial_configuration')
  expect(JSON.stringify(found)).not.toContain('hunter2')
})
