import type { MetricTarget } from '@perigee/domain'
import { expect, test } from 'vitest'
import { answerJson, type HttpFake, httpFake } from '../http/http-server.fake.ts'
import type { RangeAsk } from '../metrics/source.ts'
import { openPrometheus } from './open-prometheus.ts'

const NEVER = new AbortController().signal
const KRAFT = { mode: 'kraft', release: '4.1' } as const
const NOW_S = 1_700_000_000

type Row = readonly [labels: Readonly<Record<string, string>>, value: string | readonly string[]]
/** What it answers to a query that the pattern matches; the first one holds. */
type Answers = readonly (readonly [pattern: RegExp, rows: readonly Row[]])[]

const BROKER = { instance: 'kafka-1:7071', job: 'kafka' }
const HOST = { instance: 'kafka-1:9100', job: 'node' }
const NAMES = [
  'kafka_server_brokertopicmetrics_bytesin_total',
  'kafka_server_replicamanager_isrshrinks_total',
  'kafka_server_replicamanager_leadercount',
  'kafka_server_raft_metrics_current_epoch',
  'kafka_network_requestmetrics_totaltimems',
  'kafka_network_requestmetrics_totaltimems_count_total',
  'kafka_server_replicafetchermanager_maxlag',
  'node_cpu_seconds_total',
  'process_cpu_seconds_total',
]

const USUAL: Answers = [
  [
    /^count by \(instance,job,__name__\) \(\{__name__=~"kafka/,
    [
      [{ ...BROKER, __name__: 'kafka_server_replicamanager_isrshrinks_total' }, '1'],
      [{ ...BROKER, __name__: 'kafka_server_raft_metrics_current_epoch' }, '1'],
      [{ ...HOST, __name__: 'node_cpu_seconds_total' }, '16'],
    ],
  ],
  // Samples 15 s apart.
  [
    /\[5m\]$/,
    [
      [BROKER, ['1', '1', '1', '1']],
      [HOST, ['1', '1', '1']],
    ],
  ],
  [/rate\(kafka_server_brokertopicmetrics_bytesin_total\{topic=""/, [[BROKER, '1200.5']]],
  [
    /by \(instance,job,topic\)/,
    [
      [{ ...BROKER, topic: 'orders' }, '1000'],
      [{ ...BROKER, topic: 'audit' }, '200.5'],
    ],
  ],
  [/totaltimems_count_total/, [[{ ...BROKER, request: 'Produce' }, '40']]],
  [
    /totaltimems"/,
    [
      [
        { ...BROKER, __name__: 'kafka_network_requestmetrics_totaltimems', request: 'Produce', quantile: '0.99' },
        '12.5',
      ],
      [
        { ...BROKER, __name__: 'kafka_network_requestmetrics_totaltimems', request: 'Produce', quantile: '0.50' },
        'NaN',
      ],
    ],
  ],
  [/maxlag/, [[{ ...BROKER, __name__: 'kafka_server_replicafetchermanager_maxlag', clientId: 'Replica' }, '7']]],
  [/leadercount/, [[{ ...BROKER, __name__: 'kafka_server_replicamanager_leadercount' }, '31']]],
  [
    /rate\(process_cpu/,
    [
      [BROKER, '0.5'],
      [HOST, '0.01'],
    ],
  ],
  [/mode!~/, [[HOST, '0.25']]],
  [/^max by .* \(up\{.*== 0$/, [[{ instance: 'kafka-2:7071', job: 'kafka' }, '0']]],
  [/jmx_scrape/, [[BROKER, '0.75']]],
]

interface Behaviour {
  readonly answers?: Answers
  readonly names?: readonly string[] | null
  readonly warnings?: readonly string[]
}

const queryOf = (body: string) => new URLSearchParams(body).get('query') ?? ''

async function prometheus({ answers = USUAL, names = NAMES, warnings = [] }: Behaviour = {}): Promise<HttpFake> {
  return httpFake(({ path, body }, response) => {
    if (path.startsWith('/api/v1/label/')) {
      if (names === null) answerJson(response, {}, 404)
      else answerJson(response, { status: 'success', data: names })
      return
    }
    const rows = answers.find(([pattern]) => pattern.test(queryOf(body)))?.[1] ?? []
    const result = rows.map(([metric, value]) =>
      typeof value === 'string'
        ? { metric, value: [NOW_S, value] }
        : { metric, values: value.map((one, index) => [NOW_S + 15 * index, one]) },
    )
    answerJson(response, { status: 'success', data: { resultType: 'vector', result }, warnings })
  })
}

const open = (url: string, more: object = {}) =>
  openPrometheus(
    { url, auth: null, selector: null, nodeLabel: 'instance', tenant: null, ...more },
    { timeoutMs: 2_000 },
  )

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

test('some queries that fail are a gap; a server that falls silent is left alone', async () => {
  await using good = await prometheus()
  let refused = 0
  await using limping = await httpFake((asked, response) => {
    if (queryOf(asked.body).includes('totaltimems')) {
      refused += 1
      answerJson(response, { status: 'error', errorType: 'execution', error: 'no memory' }, 422)
      return
    }
    const body = asked.method === 'POST' ? { method: 'POST', body: new URLSearchParams(asked.body) } : {}
    void fetch(good.url + asked.path, body).then(
      async (answer) => response.end(await answer.text()),
      // Closed later: then nobody answers.
      () => undefined,
    )
  })
  const partial = await read(limping)
  expect(partial.value[0]?.values.get('bytes_in')).toBe(1200.5)
  expect(partial.gaps[0]?.failure.message).toMatch(new RegExp(`^${refused} of \\d+ queries failed.*no memory`))
  await good.close()
  const asked = limping.asked.length
  const silent = openPrometheus(
    { url: limping.url, auth: null, selector: null, nodeLabel: 'instance', tenant: null },
    { timeoutMs: 100 },
  )
  expect(await silent.read(KRAFT, NEVER)).toMatchObject({ ok: false, failure: { code: 'timeout' } })
  expect(limping.asked.length - asked).toBeLessThan(5)
})

const target = (instance: string, id: string): MetricTarget => ({
  id,
  url: `prometheus:${instance}`,
  role: 'broker',
  nodeId: 1,
  origin: 'Prometheus',
})
const FROM = NOW_S * 1_000
const ASK: RangeAsk = {
  key: 'bytes_in',
  targets: [target('kafka-1:7071', 'broker/1'), target('kafka-9:7071', 'broker/9')],
  topic: null,
  fromMs: FROM,
  toMs: FROM + 45_000,
  stepMs: 15_000,
}

test('history: each point tells of the step before it, what is missing stays missing', async () => {
  const points: Answers = [[/^sum by \(instance\)/, [[BROKER, ['10', 'NaN', '30', '40']]]]]
  await using server = await prometheus({ answers: [...points, ...USUAL] })
  const outcome = await open(server.url).range(ASK, NEVER)
  expect(outcome).toEqual({
    ok: true,
    gaps: [],
    value: {
      at: [FROM, FROM + 15_000, FROM + 30_000],
      series: [
        // The first point lies at the beginning: it tells of the time before.
        { target: 'broker/1', mean: [null, 30, 40], max: [null, 30, 40] },
        { target: 'broker/9', mean: [null, null, null], max: [null, null, null] },
      ],
    },
  })
  const asked = server.asked.find(({ path }) => path.endsWith('query_range'))
  expect(Object.fromEntries(new URLSearchParams(asked?.body))).toMatchObject({
    query:
      'sum by (instance) (rate(kafka_server_brokertopicmetrics_bytesin_total{topic="",instance=~"kafka-1:7071|kafka-9:7071",job=~"kafka"}[60s]))',
    start: String(NOW_S + 15),
    end: String(NOW_S + 45),
    step: '15',
  })
})

async function rangesOf(ask: Partial<RangeAsk>) {
  await using server = await prometheus()
  const outcome = await open(server.url).range({ ...ASK, ...ask }, NEVER)
  const asked = server.asked
    .filter(({ path }) => path.endsWith('query_range'))
    .map(({ body }) => new URLSearchParams(body))
  return { outcome, queries: asked.map((form) => form.get('query')), forms: asked }
}

test('long steps have a mean over all of them and their maximum', async () => {
  const { queries } = await rangesOf({ targets: null, stepMs: 600_000, toMs: FROM + 3_600_000 })
  const series = 'kafka_server_brokertopicmetrics_bytesin_total{topic="",job=~"kafka"}'
  expect(queries).toEqual([
    `sum (sum by (instance) (rate(${series}[600s])))`,
    `max_over_time((sum (sum by (instance) (rate(${series}[60s]))))[600s:20s])`,
  ])
})

test('of a topic, of a percentile, of a gauge', async () => {
  const { queries: topic } = await rangesOf({ topic: 'a.b', targets: null })
  expect(topic[0]).toContain('topic=~"a\\\\.b"')
  const { queries: percentile } = await rangesOf({ key: 'req_total_ms/Produce/p50', targets: null })
  expect(percentile[0]).toMatch(
    /^max \(max by \(instance\) \(kafka_network_requestmetrics_totaltimems\{.*request=~"Produce",quantile=~"0\\\\\.50\*"/,
  )
  const { queries: gauge } = await rangesOf({ key: 'leaders', stepMs: 600_000, toMs: FROM + 3_600_000 })
  expect(gauge[0]).toContain('avg_over_time(kafka_server_replicamanager_leadercount{')
})

test('no more points than Prometheus gives', async () => {
  const { forms, outcome } = await rangesOf({ toMs: FROM + 365 * 86_400_000 })
  const [form] = forms
  const span = Number(form?.get('end')) - Number(form?.get('start'))
  expect(span / Number(form?.get('step'))).toBeLessThanOrEqual(11_000)
  expect(outcome.ok && outcome.value.at.length).toBeLessThanOrEqual(11_000)
})

test.each([
  ['raft_epoch', null, /must not be put together/],
  ['nothing', null, /no key of a metric/],
  ['offline_log_dirs', null, /no series that tell/],
] as const)('history of %s is refused', async (key, targets, message) => {
  const { outcome } = await rangesOf({ key, targets })
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'unsupported', message } })
})
