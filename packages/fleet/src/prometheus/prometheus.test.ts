import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openFleet } from '../fleet.ts'
import { fakeTimers } from '../timers.fake.ts'
import { answerApi } from './answer-api.ts'
import { openPrometheus } from './prometheus-server.ts'
import { SeriesStore } from './series-store.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const START = 1_000_000_000_000

/** Two targets; a counter that grows by 10 and by 20 a second and begins anew on one of them, a gauge, a summary. */
function filled() {
  const store = new SeriesStore(3_600_000)
  for (let i = 0; i <= 40; i += 1) {
    const seconds = i * 15
    const page = (rate: number, since: number) =>
      `# TYPE c counter\nc{topic=""} ${(seconds - since) * rate}\nc{topic="a\\"b"} ${seconds}\ng ${rate}\nlag{clientId="x"} 3\n`
    store.take(page(10, 0), { job: 'kafka', instance: 'one' }, START + seconds * 1000)
    store.take(page(20, seconds > 300 ? 300 : 0), { job: 'kafka', instance: 'two' }, START + seconds * 1000)
  }
  const now = () => START + 600_000
  return (path: string, form: Record<string, string>) =>
    answerApi(`/api/v1/${path}`, new URLSearchParams(form), { store, now, targets: [] })
}

type Vector = readonly { metric: Record<string, string>; value: [number, string] }[]
const vector = (query: string): Vector => {
  const { body } = filled()('query', { query })
  return (body as { data: { result: Vector } }).data.result
}
const values = (query: string) => vector(query).map(({ value }) => Number(value[1]))

describe('PromQL', () => {
  it('selects by every kind of matcher', () => {
    expect(vector('g{instance="one"}')).toEqual([
      { metric: { __name__: 'g', job: 'kafka', instance: 'one' }, value: [(START + 600_000) / 1000, '10'] },
    ])
    expect(values('{__name__=~"g|lag",instance!="one"}')).toEqual([20, 3])
    expect(values('c{topic="",instance=~"(?i)ONE|x"}')).toEqual([6_000])
    expect(values('c{topic="a\\"b",instance!~"t.*"}')).toEqual([600])
    expect(vector('nothing{}')).toEqual([])
  })

  it('knows rates through a new beginning, sums and the rest', () => {
    expect(values('rate(c{topic=""}[60s])').map((one) => Math.round(one))).toEqual([10, 20])
    expect(values('rate(c{topic="",instance="two"}[600s])')[0]).toBeCloseTo(20, 0)
    expect(vector('sum by (job) (rate(c{topic=""}[1m]))')[0]!.metric).toEqual({ job: 'kafka' })
    expect(values('sum by (job) (g)')).toEqual([30])
    expect(values('avg (g)')).toEqual([15])
    expect(values('count by (__name__) ({__name__=~"g|c"})')).toEqual([4, 2])
    expect(values('max by (job) (g) / 4')).toEqual([5])
    expect(values('g > 10')).toEqual([20])
    expect(values('(g{instance="one"}) / ((g{instance="one"}) > 0) * 0.5')).toEqual([0.5])
    expect(values('g{instance="one"} or lag{instance="one"} or g{instance="one"} * 2')).toEqual([10, 3])
    expect(
      values(
        'max by (instance) (label_replace(g, "spelling", "0", "", "") or label_replace(lag, "spelling", "1", "", ""))',
      ),
    ).toEqual([10, 20])
    expect(values('max_over_time((sum (rate(c{topic=""}[1m])))[300s:15s])')[0]).toBeCloseTo(30, 0)
    expect(values('avg_over_time(g[5m])')).toEqual([10, 20])
  })

  it('answers ranges, and samples as they came', () => {
    const ask = filled()
    const range = ask('query_range', {
      query: 'g{instance="one"}',
      start: String(START / 1000),
      end: String(START / 1000 + 60),
      step: '30',
    })
    expect((range.body as { data: { result: { values: unknown[] }[] } }).data.result[0]!.values).toEqual([
      [START / 1000, '10'],
      [START / 1000 + 30, '10'],
      [START / 1000 + 60, '10'],
    ])
    const raw = ask('query', { query: '{__name__="g",instance="one"}[1m]' })
    expect(raw.body).toMatchObject({ data: { resultType: 'matrix', result: [{ values: { length: 4 } }] } })
  })

  it.each([
    'histogram_quantile(0.9, c)',
    'sum without (job) (g)',
    'rate(c)',
    'c{topic=}',
    '(g',
    'g{a="b"} offset 5m',
    'c{topic=~"("}',
  ])('refuses what it does not know, with the reason: %s', (query) => {
    const { status, body } = filled()('query', { query })
    expect(status).toBe(400)
    expect(body).toMatchObject({ status: 'error', errorType: 'bad_data', error: expect.stringContaining('"query"') })
  })

  it('tells names of labels and their values', () => {
    const ask = filled()
    expect(ask('labels', {}).body).toMatchObject({ data: ['__name__', 'clientId', 'instance', 'job', 'topic'] })
    expect(ask('label/__name__/values', { 'match[]': '{__name__=~"(c|l).*"}' }).body).toMatchObject({
      data: ['c', 'lag'],
    })
    expect(ask('nothing', {}).status).toBe(404)
  })
})

it('scrapes the fleet, and knows who does not answer', async () => {
  let now = START
  const fleet = await openFleet({
    seed: 1,
    now: () => now,
    timers: fakeTimers(),
    clusters: [
      {
        name: 'p',
        mode: 'kraft',
        release: '4.1',
        exporterRules: 'example-rules',
        dataCentres: [{ name: 'a', racks: ['r'], brokers: 1 }],
        topics: [{ name: 't', partitions: 2, replicationFactor: 1, ratePerSecond: 50, recordBytes: 100, since: 0 }],
      },
    ],
  })
  closers.push(() => fleet.close())
  const exporter = fleet.clusters[0]!.nodes.get(1)!.exporterUrl()!
  const targets = [exporter, 'http://127.0.0.1:1/metrics'].map((url) => ({ url, labels: { job: 'kafka' } }))
  const prometheus = await openPrometheus({ targets, now: () => now })
  closers.push(() => prometheus.close())
  for (let i = 0; i < 4; i += 1) {
    await prometheus.scrape()
    now += 15_000
    fleet.advance()
  }
  const ask = async (query: string) => {
    const body = new URLSearchParams({ query, time: String((now - 15_000) / 1000) })
    const response = await fetch(`${prometheus.url}/api/v1/query`, { method: 'POST', body })
    return ((await response.json()) as { data: { result: Vector } }).data.result
  }
  const [bytes] = await ask('rate(kafka_server_brokertopicmetrics_bytesin_total{topic=""}[60s])')
  // What is written to __consumer_offsets comes on top.
  expect(Number(bytes!.value[1])).toBeGreaterThan(4_900)
  expect((await ask('up')).map(({ value }) => value[1]).sort()).toEqual(['0', '1'])
})

describe('its server', () => {
  /** A page that never comes, as of a process that hangs. */
  async function hanging(): Promise<string> {
    const server = createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    return `http://127.0.0.1:${(server.address() as { port: number }).port}/metrics`
  }

  it('gives up a page that hangs, and goes on', async () => {
    const targets = [{ url: await hanging(), labels: { job: 'kafka' } }]
    const prometheus = await openPrometheus({ targets, now: () => START, scrapeTimeoutMs: 50 })
    closers.push(prometheus.close)
    await prometheus.scrape()
    const answer = await fetch(`${prometheus.url}/api/v1/query?query=up`)
    expect(await answer.json()).toMatchObject({ data: { result: [{ value: [START / 1000, '0'] }] } })
  })

  it('scrapes no more once it is closed, also when a scrape was under way', async () => {
    const timers = fakeTimers()
    const targets = [{ url: await hanging(), labels: { job: 'kafka' } }]
    const every = { ms: 15_000, timers }
    const prometheus = await openPrometheus({ targets, now: () => START, every })
    timers.advance(15_000)
    await prometheus.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(timers.waiting).toBe(0)
  })

  it('outlives questions that are none and askers that leave', async () => {
    const prometheus = await openPrometheus({ targets: [], now: () => START })
    closers.push(prometheus.close)
    const { port } = new URL(prometheus.url)
    const say = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
        socket.once('data', (data) => {
          resolve(String(data).split('\r\n')[0] ?? '')
          socket.destroy()
        })
      })
    expect(await say('GET // HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request')
    expect(await say('GET /api/v1/label/%zz/values HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('HTTP/1.1 404 Not Found')
    const leaving = connect(Number(port), '127.0.0.1')
    leaving.write('POST /api/v1/query HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n\r\nquery=')
    await new Promise((resolve) => leaving.once('ready', resolve))
    leaving.resetAndDestroy()
    const answer = await fetch(`${prometheus.url}/api/v1/query?query=1`)
    expect(answer.status).toBe(200)
  })
})
