import type { MetricTarget } from '@perigee/domain'
import { expect, test } from 'vitest'
import type { RangeAsk } from '../metrics/source.ts'
import { type Answers, BROKER, NEVER, NOW_S, open, prometheus, USUAL } from './prometheus.fake.ts'

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
