import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerJson, httpFake } from '../http/http-server.fake.ts'
import type { Discovery } from '../metrics/source.ts'
import { nameServerFake } from './name-server.fake.ts'
import { type DiscoveryOptions, MOST_DISCOVERED, openDiscovery } from './open-discovery.ts'

type Config = Parameters<typeof openDiscovery>[0]
const never = new AbortController().signal

function open(config: Partial<Config>, options: Partial<DiscoveryOptions> = {}): Discovery {
  const all = { file: null, consul: null, dns: null, ...config }
  const discovery = openDiscovery(all, { timeoutMs: 2_000, settle: async () => undefined, ...options })
  if (discovery === null) throw new Error('nothing is configured')
  return discovery
}

async function find(discovery: Discovery) {
  const outcome = await discovery.find(never)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return {
    urls: outcome.value.map(({ url }) => url),
    targets: outcome.value,
    gaps: outcome.gaps.map(({ fact, failure }) => `${fact} ${failure.code}: ${failure.message}`),
  }
}

async function failureOf(discovery: Discovery) {
  const outcome = await discovery.find(never)
  return outcome.ok ? null : outcome.failure
}

test('nothing configured is no discovery', () => {
  expect(openDiscovery({ file: null, consul: null, dns: null }, { timeoutMs: 1 })).toBeNull()
})

describe('a file', () => {
  let dir = ''
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'perigee-discovery-'))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  test('of JSON: groups with labels', async () => {
    const file = join(dir, 'targets.json')
    await writeFile(
      file,
      JSON.stringify([
        { targets: ['kafka-1:7071', 'kafka-2:7071'], labels: { role: 'broker' } },
        { targets: ['ctl-1:7071'], labels: { role: 'controller', node_id: '101' } },
      ]),
    )
    const { targets, gaps } = await find(open({ file }))
    expect(gaps).toEqual([])
    expect(targets).toMatchObject([
      { url: 'http://kafka-1:7071/metrics', role: 'broker', nodeId: null, origin: 'file targets.json' },
      { url: 'http://kafka-2:7071/metrics' },
      { url: 'http://ctl-1:7071/metrics', role: 'controller', nodeId: 101 },
    ])
  })

  test('of YAML is followed as it changes', async () => {
    const file = join(dir, 'targets.yml')
    const discovery = open({ file })
    await writeFile(file, '- targets: [kafka-1:7071]\n  labels: { broker_id: 1 }\n')
    expect((await find(discovery)).targets).toMatchObject([{ nodeId: 1 }])
    await writeFile(file, '- targets: [kafka-1:7071, kafka-2:7071]\n')
    expect((await find(discovery)).urls).toHaveLength(2)
    await writeFile(file, '- targets: [kafka-2:7071]\n')
    expect((await find(discovery)).urls).toEqual(['http://kafka-2:7071/metrics'])
  })

  test('half written, emptied, gone: the last answer holds and the gap says why', async () => {
    const file = join(dir, 'half.json')
    const discovery = open({ file })
    await writeFile(file, '[{"targets": ["kafka-1:7071"]}]')
    const whole = (await find(discovery)).urls
    await writeFile(file, '[{"targets": ["kafka-1:7071"')
    const half = await find(discovery)
    expect(half.urls).toEqual(whole)
    expect(half.gaps).toEqual([
      expect.stringMatching(
        /^discovery-file garbage: the file is neither JSON nor YAML: .*its last answer holds \(exporters: 1\)/,
      ),
    ])
    await writeFile(file, '')
    expect((await find(discovery)).urls).toEqual(whole)
    await rm(file)
    expect(await find(discovery)).toMatchObject({
      urls: whole,
      gaps: [expect.stringMatching(/^discovery-file blocked: the file is not there/)],
    })
    await writeFile(file, '[]')
    expect(await find(discovery)).toEqual({ urls: [], targets: [], gaps: [] })
  })

  test('that is being written is read once it stays as it is', async () => {
    const file = join(dir, 'growing.yml')
    await writeFile(file, '- targets: [kafka-1:7071]\n')
    // Half a YAML file would be a shorter list and no error.
    const rest = ['- targets: [kafka-2:7071]\n', '- targets: [kafka-3:7071]\n']
    const settle = () => appendFile(file, rest.shift() ?? '')
    expect((await find(open({ file }, { settle }))).urls).toHaveLength(3)
  })

  test('entries that are no address are named, the others are taken', async () => {
    const file = join(dir, 'odd.json')
    await writeFile(file, '[{"targets": ["kafka-1:7071", "http://kafka-2:7071/metrics", 7]}, {"target": "x"}, null]')
    const { urls, gaps } = await find(open({ file }))
    expect(urls).toEqual(['http://kafka-1:7071/metrics'])
    expect(gaps).toEqual([expect.stringContaining('http://kafka-2:7071/metrics')])
  })

  test('that never comes to rest is not believed', async () => {
    const file = join(dir, 'restless.yml')
    await writeFile(file, '')
    const settle = () => appendFile(file, '- targets: [kafka-2:7071]\n')
    expect(await failureOf(open({ file }, { settle }))).toMatchObject({ message: 'the file changes all the time' })
  })

  test('that never was there is a failure, not an empty list', async () => {
    expect(await failureOf(open({ file: join(dir, 'never.json') }))).toMatchObject({
      code: 'blocked',
      message: 'the file is not there',
      retryable: true,
    })
  })

  test('tells at most so many exporters', async () => {
    const file = join(dir, 'many.json')
    const targets = Array.from({ length: MOST_DISCOVERED + 20 }, (_, index) => `kafka-${index}:7071`)
    await writeFile(file, JSON.stringify([{ targets }]))
    const { urls, gaps } = await find(open({ file }))
    expect(urls).toHaveLength(MOST_DISCOVERED)
    expect(gaps).toEqual([expect.stringContaining(`it tells ${MOST_DISCOVERED + 20} exporters`)])
  })
})

describe('Consul', () => {
  const entry = (of: object) => ({ Node: 'n', Address: '10.0.0.1', ServiceAddress: '', ServicePort: 7071, ...of })

  test('is asked for the service by tag with the token, and its addresses and metadata are read', async () => {
    await using consul = await httpFake((_, response) =>
      answerJson(response, [
        entry({ ServiceAddress: 'kafka-1', ServiceMeta: { broker_id: '1', metrics_path: '/x' } }),
        entry({ NodeMeta: { broker_id: '9' }, ServiceMeta: { broker_id: '2', __scheme__: 'https' } }),
        entry({ Address: '2001:db8::5', ServiceMeta: null }),
        entry({ ServicePort: 0 }),
      ]),
    )
    const config = { url: `${consul.url}/consul/`, service: 'kafka exporter', tag: 'prod', token: 'tok' }
    const { targets, gaps } = await find(open({ consul: config }))
    expect(consul.asked[0]).toMatchObject({
      path: '/consul/v1/catalog/service/kafka%20exporter?tag=prod&stale=',
      headers: { 'x-consul-token': 'tok' },
    })
    expect(targets).toMatchObject([
      { url: 'http://kafka-1:7071/metrics', nodeId: 1, origin: 'Consul' },
      { url: 'https://10.0.0.1:7071/metrics', host: '10.0.0.1', nodeId: 2 },
      { url: 'http://[2001:db8::5]:7071/metrics', host: '2001:db8::5', nodeId: null },
    ])
    expect(gaps).toEqual(['discovery-consul garbage: no address to ask: n at 10.0.0.1:0'])
  })

  test('without a leader keeps its last answer; what comes and goes is followed', async () => {
    const answers: (readonly [number, unknown])[] = [
      [200, [entry({})]],
      [500, 'No cluster leader'],
      [200, [entry({}), entry({ Address: '10.0.0.2' })]],
      [200, []],
    ]
    await using consul = await httpFake((_, response) => {
      const [status, value] = answers.shift() ?? [404, null]
      answerJson(response, value, status)
    })
    const discovery = open({ consul: { url: consul.url, service: 'k', tag: null, token: null } })
    expect(await find(discovery)).toMatchObject({ urls: ['http://10.0.0.1:7071/metrics'], gaps: [] })
    expect(await find(discovery)).toMatchObject({
      urls: ['http://10.0.0.1:7071/metrics'],
      gaps: [expect.stringContaining('its last answer holds (exporters: 1)')],
    })
    expect((await find(discovery)).urls).toHaveLength(2)
    expect(await find(discovery)).toMatchObject({ urls: [], gaps: [] })
  })

  test('that refuses the token, or is no Consul', async () => {
    await using refusing = await httpFake((_, response) => answerJson(response, {}, 403))
    const config = { url: refusing.url, service: 'k', tag: null, token: 'top-secret-token' }
    const failure = await failureOf(open({ consul: config }))
    expect(failure).toMatchObject({ code: 'forbidden', peer: refusing.peer })
    expect(JSON.stringify(failure)).not.toContain('top-secret')
    await using other = await httpFake((_, response) => response.end('<html>'))
    expect(await failureOf(open({ consul: { ...config, url: other.url } }))).toMatchObject({ code: 'garbage' })
  })
})

describe('DNS', () => {
  const NAME = '_metrics._tcp.kafka.example.net'

  test('every SRV record is an exporter', async () => {
    await using server = await nameServerFake()
    server.records.set(NAME, [
      { name: 'kafka-1.example.net', port: 7071 },
      { name: 'kafka-2.example.net', port: 7072 },
    ])
    const { urls } = await find(open({ dns: NAME }, { nameServers: [server.address] }))
    expect(urls.toSorted()).toEqual([
      'http://kafka-1.example.net:7071/metrics',
      'http://kafka-2.example.net:7072/metrics',
    ])
  })

  test('a name without records, a name server without an answer', async () => {
    await using server = await nameServerFake()
    expect(await failureOf(open({ dns: NAME }, { nameServers: [server.address] }))).toMatchObject({
      code: 'dns',
      message: 'the name has no SRV record',
    })
    await using silent = await nameServerFake('silent')
    expect(await failureOf(open({ dns: NAME }, { nameServers: [silent.address], timeoutMs: 150 }))).toMatchObject({
      code: 'timeout',
      retryable: true,
    })
  })

  test('closing ends a question under way', async () => {
    await using silent = await nameServerFake('silent')
    const discovery = open({ dns: NAME }, { nameServers: [silent.address], timeoutMs: 60_000 })
    const asked = failureOf(discovery)
    await discovery.close()
    expect(await asked).toMatchObject({ code: 'timeout' })
  })
})

test('two discoveries are one list: each address once, with what either of them knows', async () => {
  await using consul = await httpFake((_, response) =>
    answerJson(response, [{ Address: 'kafka-1', ServicePort: 7071, ServiceMeta: { broker_id: '1' } }]),
  )
  await using server = await nameServerFake()
  server.records.set('k.example.net', [{ name: 'kafka-1', port: 7071 }])
  const config = { consul: { url: consul.url, service: 'k', tag: null, token: null }, dns: 'k.example.net' }
  const discovery = open(config, { nameServers: [server.address] })
  expect((await find(discovery)).targets).toMatchObject([{ url: 'http://kafka-1:7071/metrics', nodeId: 1 }])
  await consul.close()
  expect(await find(discovery)).toMatchObject({
    urls: ['http://kafka-1:7071/metrics'],
    gaps: [expect.stringContaining('discovery-consul refused')],
  })
})
