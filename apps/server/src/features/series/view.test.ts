import { seriesSchema } from '@perigee/contract'
import type { RangeAnswer, RangeAsk } from '@perigee/sources'
import { gridOf, History, type HistoryQuery, WindowBuilder } from '@perigee/store'
import { NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { fakeCluster } from '../console-state.fake.ts'
import { seriesView } from './view.ts'

type Asked = Parameters<typeof seriesView>[1]
const HOUR = 3_600_000
const view = (cluster: ClusterState, asked: Asked, archive: ConsoleState['archive'] = null) =>
  seriesView(cluster, asked, { now: NOW, archive })

function recorded(): History {
  const history = new History()
  history.record('messagesInPerSecond', NOW - 60_000, 10)
  history.record('bytes_in', NOW - 60_000, 2_000)
  for (const broker of [1, 2]) {
    history.record(`broker/${broker}/leaders`, NOW - 60_000, 4)
    history.record(`broker/${broker}/bytes_in`, NOW - 60_000, 1_000 * broker)
  }
  return history
}

test('recorded points, gaps as null, and unknown measures are refused with what there is', async () => {
  const cluster = fakeCluster({}, { history: recorded() })
  const answer = await view(cluster, { metric: 'messagesInPerSecond' })
  expect(seriesSchema.parse(answer)).toEqual(answer)
  expect(answer.data).toMatchObject({ unit: 'messages/s', source: 'memory', note: null })
  expect(answer.data.series[0]?.mean.filter((point) => point !== null)).toEqual([10])
  const brokers = await view(cluster, { metric: 'leaders', points: 60 })
  expect(brokers.data.series.map(({ label }) => label)).toEqual(['broker 1', 'broker 2', 'broker 3'])
  await expect(view(cluster, { metric: 'cpu' })).rejects.toThrow('There is no history of cpu')
  await expect(view(cluster, { metric: 'constructor' })).rejects.toThrow('There is no history')
  await expect(view(cluster, { metric: 'sizeBytes', from: 'soon' })).rejects.toThrow('is not a time')
  await expect(view(cluster, { metric: 'leaders', broker: 9 })).rejects.toThrow('There is no broker 9')
  await expect(view(cluster, { metric: 'sizeBytes', topic: 'oders' })).rejects.toThrow('no topic oders')
})

test('canonical keys are known by cluster, node and every node, with title and unit', async () => {
  const cluster = fakeCluster({}, { history: recorded() })
  const whole = await view(cluster, { metric: 'bytes_in' })
  expect(whole.data).toMatchObject({ title: 'Bytes in from clients', unit: 'B/s' })
  expect(whole.data.series[0]?.max.filter((point) => point !== null)).toEqual([2_000])
  const each = await view(cluster, { metric: 'bytes_in', by: 'node' })
  expect(each.data.series.map(({ node, max }) => [node, Math.max(...max.map(Number))])).toEqual([
    [1, 1_000],
    [2, 2_000],
    [3, 0],
  ])
  const p99 = await view(cluster, { metric: 'req_total_ms/Produce/p99', broker: 1 })
  expect(p99.data).toMatchObject({ title: 'Total time, Produce p99', unit: 'ms', startedAt: null })
  expect((await view(cluster, { metric: 'node_cpu_busy', by: 'node' })).data.series[0]?.label).toBe('host of broker 1')
  await expect(view(cluster, { metric: 'node_boot_time', by: 'node' })).rejects.toThrow('There is no history')
  await expect(view(cluster, { metric: 'raft_high_watermark' })).rejects.toThrow('There is no history')
})

test('two hundred nodes come with fewer points each', async () => {
  const brokers = Array.from({ length: 230 }, (_, i) => i + 1)
  const { data } = await view(fakeCluster({ brokers }), {
    metric: 'bytes_in',
    by: 'node',
    from: 'now-6h',
    points: 1_000,
  })
  expect(data.series).toHaveLength(200)
  expect(data.at.length).toBeLessThanOrEqual(61)
})

test('what exists is told, and time without a value between is a gap', async () => {
  const history = new History()
  for (const minutes of [50, 49, 30, 29]) history.record('brokersUp', NOW - minutes * 60_000, 3)
  const { data } = await view(fakeCluster({}, { history }), { metric: 'brokersUp', points: 60 })
  expect(Date.parse(data.extent?.from ?? '')).toBeLessThanOrEqual(NOW - 50 * 60_000)
  expect(data.gaps.map(({ from, to }) => Math.round((to - from) / 60_000))).toEqual([18, 27])
})

function archiveOf(value: number, since: number, answers = true) {
  const asked: unknown[] = []
  const read = async (series: readonly { name: string }[], query: HistoryQuery) => {
    asked.push(series.map(({ name }) => name))
    if (!answers) return null
    return series.map(() => {
      const built = new WindowBuilder(gridOf(query, 60_000))
      built.add(query.fromMs, { mean: value, min: value - 1, max: value + 1, samples: 4 })
      return built.window(since)
    })
  }
  const trouble = answers ? null : { kind: 'full' as const, message: 'There is no room left', since: NOW }
  const status = { trouble, since: { 'payments-eu': since } }
  return { asked, archive: { read, status } as unknown as NonNullable<ConsoleState['archive']> }
}

test('beyond six hours the archive answers; when it cannot, memory does and says why', async () => {
  const cluster = fakeCluster({}, { history: recorded() })
  const { archive, asked } = archiveOf(7, NOW - 48 * HOUR)
  const { data } = await view(cluster, { metric: 'bytes_in', broker: 2, from: 'now-1d' }, archive)
  expect(data).toMatchObject({
    source: 'archive',
    note: null,
    extent: { from: new Date(NOW - 48 * HOUR).toISOString() },
  })
  expect([data.series[0]?.mean[0], data.series[0]?.min[0], data.series[0]?.max[0]]).toEqual([7, 6, 8])
  expect(asked).toEqual([['broker/2/bytes_in']])
  const full = await view(cluster, { metric: 'bytes_in', from: 'now-1d' }, archiveOf(7, NOW, false).archive)
  expect(full.data).toMatchObject({ source: 'memory', note: expect.stringContaining('no room left') })
  expect((await view(cluster, { metric: 'bytes_in', from: 'now-1d' })).data.note).toContain(
    'the last six hours is kept',
  )
})

function remote(value: number) {
  const asks: RangeAsk[] = []
  const range = async (ask: RangeAsk) => {
    asks.push(ask)
    const answer: RangeAnswer = { at: [ask.fromMs], series: [{ target: null, mean: [value], max: [value * 2] }] }
    return { ok: true as const, value: answer, gaps: [] }
  }
  return { asks, range }
}

test('long ranges of canonical metrics come from Prometheus when there is one, others from the archive', async () => {
  const prometheus = remote(5)
  const cluster = fakeCluster({}, { history: recorded(), longRanges: { prometheus, graphite: null } })
  const { archive } = archiveOf(7, NOW - 48 * HOUR)
  const { data } = await view(cluster, { metric: 'bytes_in', from: 'now-30d', points: 100 }, archive)
  expect(data.source).toBe('prometheus')
  expect([data.series[0]?.mean[0], data.series[0]?.max[0]]).toEqual([5, 10])
  const asked = prometheus.asks.find(({ stepMs }) => stepMs === data.stepMs)
  expect(asked).toMatchObject({ key: 'bytes_in', targets: null, topic: null, fromMs: data.at[0] })
  expect((await view(cluster, { metric: 'brokersUp', from: 'now-30d' }, archive)).data.source).toBe('archive')
})

test('Graphite answers what the archive does not reach back to', async () => {
  const graphite = remote(3)
  const cluster = fakeCluster({}, { longRanges: { prometheus: null, graphite } })
  const { archive } = archiveOf(7, NOW - 48 * HOUR)
  expect((await view(cluster, { metric: 'bytes_in', from: 'now-30d' }, archive)).data.source).toBe('graphite')
  expect((await view(cluster, { metric: 'bytes_in', from: 'now-1d' }, archive)).data.source).toBe('archive')
})
