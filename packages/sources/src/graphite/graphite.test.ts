import type { MetricTarget } from '@perigee/domain'
import { expect, test } from 'vitest'
import { answerJson, httpFake } from '../http/http-server.fake.ts'
import type { RangeAsk } from '../metrics/source.ts'
import { openGraphite } from './open-graphite.ts'
import { graphitePath } from './paths.ts'

const never = new AbortController().signal
const FROM = 1_700_000_000_000
const broker = (id: number): MetricTarget => ({
  id: `broker/${id}`,
  url: `http://kafka-${id}.example.net:7071/metrics`,
  role: 'broker',
  nodeId: id,
  origin: 'configured',
})
const ASK: RangeAsk = {
  key: 'bytes_in',
  targets: null,
  topic: null,
  fromMs: FROM,
  toMs: FROM + 180_000,
  stepMs: 60_000,
}
const open = (url: string, more: object = {}) =>
  openGraphite(
    { url, auth: null, template: 'kafka.{cluster}.{node}.{metric}', templates: {}, ...more },
    { timeoutMs: 2_000, cluster: 'payments eu' },
  )

const targetsOf = (body: string | undefined) => new URLSearchParams(body).getAll('target')

test.each([
  ['kafka.{cluster}.{node}.{metric}', 'bytes_in', 'kafka.payments_eu.1.bytes_in'],
  ['{host}.{metric}', 'req_total_ms/Produce/p99', 'kafka-1_example_net.req_total_ms.Produce.p99'],
  ['b{node}.{request}.{statistic}', 'req_total_ms/Produce/p99', 'b1.Produce.p99'],
  ['{node}.dirs.{directory}', 'log_dir_offline//data/1', '1.dirs._data_1'],
  ['{node}.{metric}', 'log_dir_offline//data/1', '1.log_dir_offline._data_1'],
  ['perSecond({node}.{metric}.{other})', 'bytes_in', 'perSecond(1.bytes_in.{other})'],
])('template %s, key %s', (template, key, path) => {
  expect(
    graphitePath({ template, templates: {} }, { cluster: 'payments eu', key, topic: null, target: broker(1) }),
  ).toBe(path)
})

test('what a name holds cannot become an expression of Graphite', () => {
  const of = { cluster: 'a', key: 'bytes_in', topic: 'x,secret.*),sumSeries(y', target: null }
  expect(graphitePath({ template: 't.{topic}', templates: {} }, of)).toBe('t.x_secret____sumSeries_y')
})

test('a template of its own: of the key, else of the metric, else the common one', () => {
  const config = {
    template: '{node}.{metric}',
    templates: { bytes_in: 'own.{node}', 'requests/Produce': 'key.{node}' },
  }
  const path = (key: string) => graphitePath(config, { cluster: 'c', key, topic: null, target: broker(2) })
  expect(['bytes_in', 'requests/Produce', 'requests/Fetch'].map(path)).toEqual(['own.2', 'key.2', '2.requests.Fetch'])
})

test('asks for mean and maximum of each step and puts them on its grid; nulls are gaps', async () => {
  const at = FROM / 1_000
  await using graphite = await httpFake((_, response) =>
    answerJson(response, [
      {
        target: 'max 1',
        tags: {},
        datapoints: [
          [9, at],
          [8, at + 60],
          [7, at + 120],
        ],
      },
      {
        target: 'mean 0',
        tags: {},
        datapoints: [
          [1.5, at],
          [null, at + 60],
          [2.5, at + 121],
          [99, at + 180],
        ],
      },
      {
        target: 'mean 1',
        tags: {},
        datapoints: [
          [3, at],
          [4, at + 60],
          [5, at + 120],
        ],
      },
      {
        target: 'max 0',
        tags: {},
        datapoints: [
          [2, at],
          [null, at + 60],
          [3, at + 120],
        ],
      },
    ]),
  )
  const auth = { kind: 'basic', username: 'u', password: 'p' } as const
  const source = open(`${graphite.url}/graphite`, { auth })
  const outcome = await source.range({ ...ASK, targets: [broker(1), broker(2)] }, never)
  expect(outcome).toEqual({
    ok: true,
    gaps: [],
    value: {
      at: [FROM, FROM + 60_000, FROM + 120_000],
      series: [
        { target: 'broker/1', mean: [1.5, null, 2.5], max: [2, null, 3] },
        { target: 'broker/2', mean: [3, 4, 5], max: [9, 8, 7] },
      ],
    },
  })
  const [asked] = graphite.asked
  expect(asked).toMatchObject({ method: 'POST', path: '/graphite/render', headers: { authorization: 'Basic dTpw' } })
  expect(targetsOf(asked?.body)[1]).toBe('alias(summarize(kafka.payments_eu.1.bytes_in,"60s","max",true),"max 0")')
  expect(Object.fromEntries(new URLSearchParams(asked?.body))).toMatchObject({
    format: 'json',
    from: '1700000000',
    until: '1700000180',
    maxDataPoints: '5',
  })
})

test.each([
  ['bytes_in', 'sumSeries(kafka.payments_eu.*.bytes_in)'],
  ['handler_idle', 'minSeries(kafka.payments_eu.*.handler_idle)'],
  ['offline_partitions', 'maxSeries(kafka.payments_eu.*.offline_partitions)'],
])('of the cluster %s is %s', async (key, expression) => {
  await using graphite = await httpFake((_, response) => answerJson(response, []))
  const outcome = await open(graphite.url).range({ ...ASK, key }, never)
  expect(targetsOf(graphite.asked[0]?.body)[0]).toBe(`alias(summarize(${expression},"60s","avg",true),"mean 0")`)
  // Nothing there: not known, and said so; never zero.
  expect(outcome).toMatchObject({
    ok: true,
    value: { series: [{ target: null, mean: [null, null, null] }] },
    gaps: [{ fact: 'history', failure: { message: `it has no series at ${expression}` } }],
  })
})

test('a long time is cut into no more points than anybody draws', async () => {
  await using graphite = await httpFake((_, response) => answerJson(response, []))
  const outcome = await open(graphite.url).range({ ...ASK, toMs: FROM + 730 * 86_400_000, stepMs: 15_000 }, never)
  expect(outcome.ok && outcome.value.at.length).toBeLessThanOrEqual(11_000)
  expect(outcome.ok && outcome.value.at.length).toBeGreaterThan(10_000)
})

test.each([
  ['broker_state', null, 'kafka.{node}', /must not be put together/],
  ['bytes_in', 'orders', 'kafka.{node}.{metric}', /no \{topic\} in it/],
  ['no_such_metric', null, 'kafka', /no key of a metric/],
])('refuses %s (topic %s, template %s)', async (key, topic, template, message) => {
  const outcome = await open('http://127.0.0.1:1/', { template }).range({ ...ASK, key, topic }, never)
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'unsupported', message } })
})

test('a template without nodes in it tells nothing of one node', async () => {
  const source = open('http://127.0.0.1:1/', { template: 'kafka.{metric}' })
  const outcome = await source.range({ ...ASK, targets: [broker(1)] }, never)
  expect(outcome).toMatchObject({ ok: false, failure: { message: expect.stringContaining('{node} or {host}') } })
})

test('404 is the word of carbonapi for nothing there; HTML is not Graphite; 401 is told', async () => {
  const answers: (readonly [number, string])[] = [
    [404, 'no metrics were found'],
    [200, '<html>'],
    [401, ''],
  ]
  await using graphite = await httpFake((_, response) => {
    const [status, body] = answers.shift() ?? [500, '']
    response.writeHead(status)
    response.end(body)
  })
  const source = open(graphite.url)
  expect(await source.range(ASK, never)).toMatchObject({ ok: true, gaps: [{ fact: 'history' }] })
  expect(await source.range(ASK, never)).toMatchObject({ ok: false, failure: { code: 'garbage' } })
  expect(await source.range(ASK, never)).toMatchObject({ ok: false, failure: { code: 'authentication' } })
})
