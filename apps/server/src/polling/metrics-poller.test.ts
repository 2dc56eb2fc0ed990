import { DEFAULT_POLLING as polling } from '@perigee/config'
import type { Failure, MetricTarget, NodeMetrics } from '@perigee/domain'
import type { DiscoveredTarget, ExporterSource, Outcome, PrometheusSource } from '@perigee/sources'
import { brokerOf, clusterFacts, failureOf, nodeMetrics } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { ClusterBook } from '../facts/cluster-book.ts'
import { fakeCluster } from '../features/console-state.fake.ts'
import { FakeClock } from './clock.fake.ts'
import { ClusterPoller } from './cluster-poller.ts'
import { FakeKafka } from './kafka.fake.ts'
import { NO_OTHER_SOURCES } from './sources.fake.ts'
import type { ClusterSources } from './sources.ts'

class FakeExporters implements ExporterSource {
  readonly scraped: string[] = []
  readonly forgotten: string[] = []
  readonly answers = new Map<string, Partial<NodeMetrics> | Failure>()

  async scrape(target: MetricTarget): Promise<Outcome<NodeMetrics>> {
    this.scraped.push(target.id)
    const answer = this.answers.get(target.url)
    if (answer !== undefined && 'code' in answer) return { ok: false, failure: answer as Failure }
    return { ok: true, value: nodeMetrics({ target, values: { bytes_in: 1 }, more: answer ?? {} }), gaps: [] }
  }
  forget = (id: string) => void this.forgotten.push(id)
  cost = () => []
  close = async () => undefined
}

function pollerWith(sources: Partial<ClusterSources>, exporters: readonly string[] = []) {
  const clock = new FakeClock()
  const facts = clusterFacts({ brokers: [1, 2, 3] })
  const kafka = new FakeKafka(facts)
  const config = {
    ...fakeCluster({}, { facts }).config,
    exporters: exporters.map((url) => ({ url, role: null, id: null })),
  }
  const book = new ClusterBook({ config, polling, onChange: () => undefined })
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const poller = new ClusterPoller({
    config,
    polling,
    book,
    sources: {
      ...NO_OTHER_SOURCES,
      kafka,
      readZooKeeper: async () => ({ ok: true as const, value: { nodes: [] }, gaps: [] }),
      ...sources,
    },
    clock,
    random: () => 0.5,
    log,
    isInUse: () => true,
  })
  return { clock, kafka, book, poller }
}

const urlOf = (host: string, port = 7071) => `http://${host}:${port}/metrics`
const hosts = clusterFacts({ brokers: [1, 2, 3] }).registry.value?.brokers.map(({ host }) => host) ?? []
const [first = '', second = ''] = hosts

test('every configured exporter has a loop and a reading; one that fails harms no other', async () => {
  const exporters = new FakeExporters()
  exporters.answers.set(urlOf(second), failureOf('refused'))
  const { clock, book, poller } = pollerWith(
    { exporters },
    hosts.map((host) => urlOf(host)),
  )
  poller.start()
  await clock.advance(2 * polling.metricsMs)
  expect([...book.facts.metrics].map(([id, { value, failure }]) => [id, value !== undefined, failure?.code])).toEqual([
    ['broker/1', true, undefined],
    ['broker/2', false, 'refused'],
    ['broker/3', true, undefined],
  ])
  await poller.stop()
})

test('an exporter that takes long is asked so that it spends a tenth of its time on us', async () => {
  const exporters = new FakeExporters()
  exporters.answers.set(urlOf(first), { cost: { ...nodeMetrics().cost, exporterMs: 6_000 } })
  const { clock, poller } = pollerWith({ exporters }, [urlOf(first), urlOf(second)])
  poller.start()
  await clock.advance(180_000)
  const times = (id: string) => exporters.scraped.filter((one) => one === id).length
  expect(times('broker/1')).toBeLessThanOrEqual(4)
  expect(times('broker/2')).toBeGreaterThanOrEqual(11)
  expect(poller.loops.get('metrics.exporter', 'broker/1')?.state.intervalMs).toBe(60_000)
  await poller.stop()
})

test('a page of node_exporter at an unusual port is taken for the host’s, whatever it was taken for before', async () => {
  const exporters = new FakeExporters()
  exporters.answers.set(urlOf(first, 7777), { naming: 'N' })
  const { clock, book, poller } = pollerWith({ exporters }, [urlOf(first, 7777)])
  poller.start()
  await clock.advance(2 * polling.metricsMs)
  expect([...book.facts.metrics.keys()]).toEqual(['host/1'])
  await poller.stop()
})

test('targets that come and go are followed: readings of gone ones end', async () => {
  const exporters = new FakeExporters()
  let found: readonly DiscoveredTarget[] = []
  const target = (nodeId: number): DiscoveredTarget => {
    return { url: `http://x:${nodeId}/metrics`, host: 'x', role: 'broker', nodeId, origin: 'DNS SRV' }
  }
  const discovery = { find: async () => ({ ok: true as const, value: found, gaps: [] }), close: async () => undefined }
  const { clock, book, poller } = pollerWith({ exporters, discovery })
  found = [target(1), target(2)]
  poller.start()
  await clock.advance(polling.metricsMs)
  expect([...book.facts.metrics.keys()].sort()).toEqual(['broker/1', 'broker/2'])
  found = [target(2)]
  await clock.advance(3 * polling.metricsMs)
  expect([...book.facts.metrics.keys()]).toEqual(['broker/2'])
  expect(exporters.forgotten).toEqual(['broker/1'])
  await poller.stop()
})

test('nodes of Prometheus are recognised by their label’s host; two of one host are not mixed up', async () => {
  const named = (label: string, naming: NodeMetrics['naming'] = 'A3') =>
    nodeMetrics({
      target: { id: `?/${label}`, url: `prometheus:${label}`, nodeId: null },
      values: { bytes_in: 1 },
      more: { naming, source: 'prometheus' },
    })
  const prometheus: PrometheusSource = {
    read: async () => ({
      ok: true,
      value: [named(`${first}:7071`), named(`${first}:9100`, 'N'), named(`${first}:5556`), named('stranger:1')],
      gaps: [],
    }),
    range: async () => ({ ok: false, failure: failureOf('timeout') }),
    cost: () => [],
  }
  const { clock, book, poller } = pollerWith({ prometheus })
  poller.start()
  await clock.advance(2 * polling.metricsMs)
  expect([...book.facts.metrics.values()].map(({ value }) => [value?.target.id, value?.target.nodeId])).toEqual([
    ['broker/1', 1],
    ['host/1', 1],
    [`?/${first}:5556`, null],
    ['?/stranger:1', null],
  ])
  await poller.stop()
})

test('a broker that joins later is followed by pattern', async () => {
  const exporters = new FakeExporters()
  const { clock, kafka, book, poller } = pollerWith({ exporters }, [urlOf('kafka-9')])
  poller.start()
  await clock.advance(polling.metricsMs)
  expect([...book.facts.metrics.keys()]).toEqual(['?/kafka-9:7071'])
  const registry = kafka.facts.registry.value
  if (registry === undefined) throw new Error('no registry')
  const brokers = [...registry.brokers, brokerOf(9, { host: 'kafka-9' })]
  kafka.facts = { ...kafka.facts, registry: { ...kafka.facts.registry, value: { ...registry, brokers } } }
  await clock.advance(2 * polling.metricsMs)
  expect([...book.facts.metrics.keys()]).toEqual(['broker/9'])
  await poller.stop()
})

const prometheusOf = (read: PrometheusSource['read']): PrometheusSource => ({
  read,
  range: async () => ({ ok: false, failure: failureOf('timeout') }),
  cost: () => [],
})
const byPrometheus = (host: string, value: number) =>
  nodeMetrics({
    target: { id: `?/${host}:7071`, url: `prometheus:${host}`, nodeId: null },
    values: { bytes_in: value },
    more: { source: 'prometheus' },
  })

// Its readings were dropped, and six hours of charts with them, when a broker died.
test('a node that Prometheus names no more is missed for six hours, then forgotten', async () => {
  let named = [byPrometheus(first, 1), byPrometheus(second, 1), byPrometheus('stranger', 1)]
  const prometheus = prometheusOf(async () => ({ ok: true, value: named, gaps: [] }))
  const { clock, book, poller } = pollerWith({ prometheus })
  poller.start()
  await clock.advance(2 * polling.metricsMs)
  named = [byPrometheus(first, 1)]
  await clock.advance(2 * polling.metricsMs)
  const failures = () => [...book.facts.metrics].map(([id, { failure }]) => [id, failure?.message])
  expect(failures()).toEqual([
    ['broker/1', undefined],
    ['broker/2', 'Prometheus has nothing of it any more'],
  ])
  await clock.advance(6 * 3_600_000)
  expect(failures()).toEqual([['broker/1', undefined]])
  await poller.stop()
}, 60_000)

test('an exporter speaks for its node as long as it answers; then Prometheus does, and neither denies the other', async () => {
  const exporters = new FakeExporters()
  const prometheus = prometheusOf(async () => ({ ok: true, value: [byPrometheus(first, 2)], gaps: [] }))
  const { clock, book, poller } = pollerWith({ exporters, prometheus }, [urlOf(first)])
  const told = () => {
    const reading = book.facts.metrics.get('broker/1')
    return [reading?.value?.source, reading?.failure?.code]
  }
  poller.start()
  const seen = new Set<string>()
  for (let second = 0; second < 60; second += 1) {
    await clock.advance(1_000)
    if (second > 20) seen.add(told().join())
  }
  expect([...seen]).toEqual(['exporter,'])
  exporters.answers.set(urlOf(first), failureOf('refused'))
  await clock.advance(2 * polling.metricsMs + 1_000)
  expect(told()).toEqual(['exporter', 'refused'])
  await clock.advance(7 * polling.metricsMs)
  seen.clear()
  for (let second = 0; second < 60; second += 1) {
    await clock.advance(1_000)
    seen.add(told().join())
  }
  expect([...seen]).toEqual(['prometheus,'])
  exporters.answers.delete(urlOf(first))
  await clock.advance(4 * polling.metricsMs)
  expect(told()).toEqual(['exporter', undefined])
  await poller.stop()
})

// Good ones were once accused of not having answered, though nobody had asked them.
test('exporters that hang do not let good ones wait', async () => {
  const exporters = new FakeExporters()
  const answer = (target: MetricTarget) => FakeExporters.prototype.scrape.call(exporters, target)
  const { clock, book, poller } = pollerWith({ exporters }, [
    ...Array.from({ length: 40 }, (_, i) => urlOf(`hung-${i}`)),
    ...hosts.map((host) => urlOf(host)),
  ])
  const slow: ExporterSource['scrape'] = async (target, _, signal) => {
    if (!target.url.includes('hung')) return answer(target)
    await new Promise<void>((resolve) => {
      clock.after(15_000, resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    return { ok: false, failure: failureOf('timeout') }
  }
  Object.assign(exporters, { scrape: slow })
  poller.start()
  await clock.advance(180_000)
  const failed: string[] = []
  let oldest = 0
  for (let second = 0; second < 120; second += 1) {
    await clock.advance(1_000)
    for (const id of ['broker/1', 'broker/2', 'broker/3']) {
      const reading = book.facts.metrics.get(id)
      if (reading?.failure !== undefined) failed.push(id)
      oldest = Math.max(oldest, clock.now() - (reading?.observedAt ?? 0))
    }
  }
  expect(failed).toEqual([])
  expect(oldest).toBeLessThanOrEqual(2 * polling.metricsMs)
  await poller.stop()
})
