import { expect, test } from 'vitest'
import { answerJson, type HttpFake, httpFake } from '../http/http-server.fake.ts'
import { openPrometheus } from './open-prometheus.ts'
import { type Answers, BROKER, NEVER, open, prometheus, queryOf, type Row, USUAL } from './prometheus.fake.ts'

const KRAFT = { mode: 'kraft', release: '4.1' } as const

async function read(server: HttpFake, more: object = {}) {
  const outcome = await open(server.url, more).read(KRAFT, NEVER)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome
}

test('reads every endpoint with its own values: a broker, its host, and what cannot be scraped', async () => {
  await using server = await prometheus()
  const { value, gaps } = await read(server)
  const [broker, host] = value
  expect(broker).toMatchObject({
    target: {
      id: '?/kafka-1:7071',
      url: 'prometheus:kafka-1:7071',
      role: 'broker',
      nodeId: null,
      origin: 'Prometheus',
    },
    source: 'prometheus',
    naming: 'A3',
    cost: { exporterMs: 750 },
  })
  expect(Object.fromEntries(broker?.values ?? [])).toEqual({
    bytes_in: 1200.5,
    'req_total_ms/Produce/rate': 40,
    'req_total_ms/Produce/p99': 12.5,
    max_replica_lag: 7,
    leaders: 31,
    cpu_cores: 0.5,
  })
  expect(broker?.topics).toMatchObject({ topics: ['audit', 'orders'], bytesIn: Float64Array.of(200.5, 1000) })
  expect(broker?.topics.bytesOut).toEqual(Float64Array.of(Number.NaN, Number.NaN))
  const capability = (metric: string) => broker?.capabilities.find((one) => one.metric === metric)
  expect(capability('bytes_in')).toMatchObject({ provenance: 'counter', reason: null })
  expect(capability('handler_idle')).toMatchObject({ provenance: null, reason: expect.stringMatching(/./) })
  // The process of node_exporter is not the host's doing.
  expect(host).toMatchObject({ target: { role: 'host' }, naming: 'N' })
  expect(Object.fromEntries(host?.values ?? [])).toEqual({ node_cpu_busy: 0.25 })
  expect(gaps).toMatchObject([{ fact: 'metrics', failure: { message: 'it cannot scrape kafka-2:7071' } }])
})

test('rates are over four intervals of what is really scraped, a minute where nobody knows', async () => {
  await using server = await prometheus()
  await read(server)
  const windows = (fake: HttpFake) =>
    new Set(fake.asked.flatMap(({ body }) => [...queryOf(body).matchAll(/\}\[(\d+s)\]\)/g)].map((match) => match[1])))
  expect([...windows(server)]).toEqual(['60s'])
  await using young = await prometheus({ answers: USUAL.filter(([pattern]) => !pattern.source.includes('5m')) })
  await read(young)
  expect([...windows(young)]).toEqual(['240s'])
})

test('selector, tenant, credentials and path prefix go with every question', async () => {
  await using server = await prometheus()
  const auth = { kind: 'bearer', token: 'tok' } as const
  await open(`${server.url}`, { auth, tenant: 'team-a', selector: '{cluster="eu"}' }).read(KRAFT, NEVER)
  for (const { headers, path, body } of server.asked) {
    expect(headers).toMatchObject({ authorization: 'Bearer tok', 'x-scope-orgid': 'team-a' })
    expect(decodeURIComponent(path) + queryOf(body)).toContain('cluster="eu"')
  }
  await using prefixed = await prometheus()
  await open(`${prefixed.url}/mimir/prometheus`).read(KRAFT, NEVER)
  expect(prefixed.asked[0]?.path).toMatch(/^\/mimir\/prometheus\/api\/v1\/label\/__name__\/values/)
})

test('what is learnt is not asked for each time, rates by topic every fourth time', async () => {
  await using server = await prometheus()
  const source = open(server.url)
  const counts: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const before = server.asked.length
    await source.read(KRAFT, NEVER)
    counts.push(server.asked.slice(before).filter(({ body }) => queryOf(body).includes('job,topic)')).length)
  }
  expect(counts.map((count) => count > 0)).toEqual([true, false, false, false, true])
  expect(server.asked.filter(({ path }) => path.includes('/label/'))).toHaveLength(1)
  expect(server.asked.filter(({ body }) => queryOf(body).endsWith('[5m]'))).toHaveLength(1)
})

test('a gateway that lets only queries through is read by all the names of the table', async () => {
  const probes = [/^count by \(instance,job,__name__\) \(\{__name__=~"\(\?i\)/, USUAL[0]?.[1] ?? []] as const
  await using server = await prometheus({ names: null, answers: [probes, ...USUAL] })
  const { value } = await read(server)
  expect(value[0]?.values.get('bytes_in')).toBe(1200.5)
})

test('a server that cannot tell its names for a moment is asked no more than before, and soon for its names again', async () => {
  let status = 200
  await using server = await prometheus({ namesStatus: () => status })
  const source = open(server.url)
  const readOnce = async () => {
    server.asked.length = 0
    await source.read(KRAFT, NEVER)
    return server.asked.filter(({ method }) => method === 'POST').length
  }
  const wasNamesAsked = () => server.asked.some(({ method }) => method === 'GET')
  for (let reads = 0; reads < 17; reads += 1) await readOnce()
  const usual = await readOnce()
  status = 503
  do expect(Math.abs((await readOnce()) - usual)).toBeLessThan(10)
  while (!wasNamesAsked())
  status = 200
  const again: boolean[] = []
  for (let reads = 0; reads < 4; reads += 1) {
    await readOnce()
    again.push(wasNamesAsked())
  }
  expect(again).toEqual([false, false, false, true])
})

test('two jobs that scrape one broker are not added up: the fuller one holds, the other is noted', async () => {
  const name = { __name__: 'kafka_server_replicamanager_isrshrinks_total' }
  const twice: Answers[number] = [
    /^count by/,
    [
      [{ ...BROKER, ...name }, '1'],
      [{ ...BROKER, job: 'old', ...name }, '5'],
    ],
  ]
  const rates: Answers[number] = [
    /bytesin_total\{topic=""/,
    [
      [BROKER, '1'],
      [{ ...BROKER, job: 'old' }, '2'],
    ],
  ]
  await using server = await prometheus({ answers: [twice, rates] })
  const { value } = await read(server)
  expect(value).toHaveLength(1)
  expect(value[0]?.values.get('bytes_in')).toBe(2)
  expect(value[0]?.notes).toEqual(['Prometheus scrapes it by job kafka, too'])
})

test('a node label that is a number is the broker’s id', async () => {
  const answers = USUAL.map(
    ([pattern, rows]) =>
      [
        new RegExp(pattern.source.replace('instance,job', 'broker,job,instance')),
        rows.map(([labels, value]) => [{ ...labels, broker: '3' }, value] as const),
      ] as const,
  )
  await using server = await prometheus({ answers })
  const { value } = await read(server, { nodeLabel: 'broker' })
  expect(value.map(({ target }) => target.id).toSorted()).toEqual(['broker/3', 'host/3'])
})

test('nothing of Kafka there is a gap with what would help, not an empty cluster', async () => {
  await using server = await prometheus({ answers: [] })
  expect(await read(server)).toMatchObject({
    value: [],
    gaps: [{ fact: 'metrics', needs: expect.stringContaining('selector') }],
  })
})

test('nothing there because nothing can be scraped: that is said', async () => {
  const down: Answers[number] = [/^max by \(instance,job\) \(up\{job="kafka"\}\) == 0$/, [[BROKER, '0']]]
  await using server = await prometheus({ answers: [down] })
  const { gaps } = await read(server, { selector: 'job="kafka"' })
  expect(gaps.map(({ failure }) => failure.message)).toContain('it cannot scrape kafka-1:7071')
})

test('of the hosts of a whole company only those of its brokers are read', async () => {
  const hosts = Array.from({ length: 300 }, (_, index) => [
    { instance: `web-${index}:9100`, job: 'node', __name__: 'node_cpu_seconds_total' },
    '8',
  ]) as Row[]
  const [pattern, rows] = USUAL[0] as Answers[number]
  await using server = await prometheus({ answers: [[pattern, [...rows, ...hosts]], ...USUAL.slice(1)] })
  const { value } = await read(server)
  expect(value.map(({ target }) => target.id)).toEqual(['?/kafka-1:7071', '?/kafka-1:9100'])
  const cpu = server.asked.map(({ body }) => queryOf(body)).find((query) => query.includes('mode!~'))
  expect(cpu).toContain('job=~"node",instance=~"kafka-1:9100"')
})

test('warnings of an answer that is not whole are told', async () => {
  await using server = await prometheus({ warnings: ['store gateway down: partial response'] })
  const { gaps } = await read(server)
  expect(gaps).toContainEqual(expect.objectContaining({ fact: 'prometheus-warning' }))
})

test.each([
  [400, { status: 'error', errorType: 'bad_data', error: 'parse error at char 5' }, 'unsupported', /parse error/],
  [503, { status: 'error', errorType: 'timeout', error: 'query timed out' }, 'timeout', /timed out/],
  [422, { status: 'error', errorType: 'execution', error: 'too many samples' }, 'unsupported', /too many samples/],
  [429, { message: 'slow down' }, 'blocked', /429/],
  [401, {}, 'authentication', /401/],
  [200, { hello: 'world' }, 'garbage', /not that of Prometheus/],
] as const)('answer %i %j is %s', async (status, answer, code, message) => {
  await using server = await httpFake((_, response) => answerJson(response, answer, status))
  const outcome = await open(server.url).read(KRAFT, NEVER)
  expect(outcome).toMatchObject({ ok: false, failure: { code, message, peer: server.peer } })
})

test('some queries that fail are a gap', async () => {
  await using good = await prometheus()
  let refused = 0
  await using limping = await httpFake((asked, response) => {
    if (queryOf(asked.body).includes('totaltimems')) {
      refused += 1
      answerJson(response, { status: 'error', errorType: 'execution', error: 'no memory' }, 422)
      return
    }
    const body = asked.method === 'POST' ? { method: 'POST', body: new URLSearchParams(asked.body) } : {}
    void fetch(good.url + asked.path, body).then(async (answer) => response.end(await answer.text()))
  })
  const partial = await read(limping)
  expect(partial.value[0]?.values.get('bytes_in')).toBe(1200.5)
  expect(partial.gaps[0]?.failure.message).toMatch(new RegExp(`^${refused} of \\d+ queries failed.*no memory`))
})

test('a server that falls silent in the middle is left alone after a few questions', async () => {
  await using good = await prometheus()
  await using silent = await httpFake((asked, response) => {
    const isSurvey = asked.method === 'GET' || /^count by|\[5m\]$/.test(queryOf(asked.body))
    if (!isSurvey) return
    const body = asked.method === 'POST' ? { method: 'POST', body: new URLSearchParams(asked.body) } : {}
    void fetch(good.url + asked.path, body).then(async (answer) => response.end(await answer.text()))
  })
  const config = { url: silent.url, auth: null, selector: null, nodeLabel: 'instance', tenant: null }
  const outcome = await openPrometheus(config, { timeoutMs: 300 }).read(KRAFT, NEVER)
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'timeout' } })
  // Three for the survey, six at once, two more before the third of them was given up.
  expect(silent.asked.length).toBeLessThanOrEqual(11)
  await read(good)
  expect(good.asked.length).toBeGreaterThan(3 + 11)
})
