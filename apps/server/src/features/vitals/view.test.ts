import { brokerVitalsSchema, clusterVitalsSchema } from '@perigee/contract'
import {
  advanceWhys,
  type ClusterFacts,
  metricScene,
  NO_WHYS,
  type NodeMetrics,
  type Reading,
  type Why,
} from '@perigee/domain'
import { clusterFacts, failing, failureOf, NOW, nodeMetrics, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { brokerView } from '../brokers/detail.ts'
import { clusterView } from '../clusters/view.ts'
import { fakeCluster } from '../console-state.fake.ts'
import { brokerVitalsView } from './broker.ts'
import { clusterVitalsView } from './view.ts'

const times = { now: NOW, startedAt: NOW - 60_000 }

function page(nodeId: number, values: Record<string, number> = {}, more: Partial<NodeMetrics> = {}) {
  const healthy = {
    broker_state: 3,
    start_time: (NOW - 86_400_000) / 1000,
    'req_total_ms/Produce/rate': 50,
    'req_local_ms/Produce/p99': 4,
    'log_flush_ms/p99': 9,
    'purgatory_size/Fetch': 40,
    'purgatory_size/Produce': 2,
    'connections/PLAINTEXT': 12,
    'requests_by_version/Produce/9': 30,
    'requests_by_version/Produce/7': 20,
    bytes_in: 100,
  }
  return nodeMetrics({ target: { nodeId }, values: { ...healthy, ...values }, topics: { orders: [60, 0, 5] }, more })
}

function factsAt(observedAt: number): ClusterFacts {
  const slow = { 'req_local_ms/Produce/p99': 900, 'log_flush_ms/p99': 880 }
  const pages = [page(1), page(2), page(3, slow)].map((one): [string, ReturnType<typeof readingOf<NodeMetrics>>] => [
    one.target.id,
    readingOf(one, { observedAt, intervalMs: 15_000 }),
  ])
  return { ...clusterFacts({ topics: { orders: { partitions: 6 } } }), metrics: new Map(pages) }
}

/** As after two readings. */
function slowBroker() {
  let memory = NO_WHYS
  let whys: readonly Why[] = []
  for (const at of [NOW - 15_000, NOW]) {
    const next = advanceWhys(memory, { ...metricScene(factsAt(at), at), topology: null })
    memory = next.memory
    whys = next.whys
  }
  return fakeCluster({}, { facts: factsAt(NOW), whys })
}

test('vitals of a cluster: who tells, what it adds up to, why a broker is slow', () => {
  const answer = clusterVitalsView(slowBroker(), NOW)
  expect(clusterVitalsSchema.parse(answer)).toEqual(answer)
  const { coverage, whys, totals, requests, top } = answer.data
  expect(coverage).toMatchObject({ status: 'ok', answering: 3, expected: 3 })
  expect(whys.map(({ code, broker, since }) => [code, broker, since])).toEqual([
    ['slow-disk', 3, '2026-11-22T02:54:45.000Z'],
  ])
  expect(totals.find(({ key }) => key === 'bytes_in')).toMatchObject({ value: 300, reporting: 3, of: 3 })
  expect(requests[0]).toMatchObject({ request: 'Produce', ratePerSecond: 150, isIdle: false })
  expect(top.bytesIn).toEqual([{ topic: 'orders', value: 180, href: '/c/payments-eu/topics/orders' }])
})

test('the reason is a problem of the cluster and the sentence of the broker', () => {
  const cluster = slowBroker()
  const { sentence, problems, status } = clusterView(cluster, times).data
  expect(status).toBe('warning')
  expect(problems.map(({ code, title, href }) => [code, title, href])).toEqual([
    ['why-slow-disk:3', 'Broker 3 is slow because of its disk', '/c/payments-eu/brokers/3'],
  ])
  expect(sentence.strong).toBe('Broker 3 is slow because of its disk')
  expect(problems[0]?.text).toContain('its log flush takes 880 ms at p99 (9 ms on its peers)')
  expect(sentence.lede).toMatch(/^All \d+ partitions have every copy in sync/)
  expect(brokerView(cluster, 3, times).data.sentence).toMatchObject({
    strong: 'Broker 3 is slow because of its disk',
    status: 'warning',
  })
  expect(brokerView(cluster, 1, times).data.sentence.strong).toBe('Broker 1 is in order')
})

test('vitals of a broker: beside its peers, its purgatories, its clients’ versions', () => {
  const answer = brokerVitalsView(slowBroker(), 3, NOW)
  expect(brokerVitalsSchema.parse(answer)).toEqual(answer)
  const { data } = answer
  expect(data).toMatchObject({
    broker: 3,
    state: 'running',
    upSince: '2026-11-21T02:55:00.000Z',
    purgatory: [
      { operation: 'Fetch', waiting: 40 },
      { operation: 'Produce', waiting: 2 },
    ],
    connections: [{ listener: 'PLAINTEXT', connections: 12 }],
    versions: [
      { request: 'Produce', version: '9', perSecond: 30 },
      { request: 'Produce', version: '7', perSecond: 20 },
    ],
  })
  expect(data.vitals[0]).toMatchObject({ value: 900, median: 4, rank: 3, of: 3, status: 'warning' })
  expect(data.coverage.hint).toContain('hostPattern')
  expect(data.missing.find(({ metric }) => metric === 'node_cpu_busy')?.reason).toContain('no node_exporter')
})

test('without exporters: coverage names the setting, and nothing is claimed', () => {
  const cluster = fakeCluster({})
  const answer = clusterVitalsView(cluster, NOW)
  expect(clusterVitalsSchema.parse(answer)).toEqual(answer)
  expect(answer.data.coverage).toMatchObject({ expected: 0, status: 'off' })
  expect(answer.data.coverage.hint).toContain('metrics.pattern')
  expect(answer.data.totals.every(({ value }) => value === null)).toBe(true)
  expect(answer.data.missing).toEqual([])
  expect(answer.data.disagreements).toEqual([])
  const broker = brokerVitalsView(cluster, 1, NOW)
  expect(brokerVitalsSchema.parse(broker)).toEqual(broker)
  expect(broker.data).toMatchObject({ vitals: [], requests: [], state: null, upSince: null })
})

test('an exporter that fails is named with its reason and lends its failure', () => {
  const facts = factsAt(NOW)
  const failed = failing(
    facts.metrics.get('broker/2') as Reading<NodeMetrics>,
    failureOf('refused', { peer: 'kafka-2:7071' }),
  )
  const cluster = fakeCluster({}, { facts: { ...facts, metrics: new Map(facts.metrics).set('broker/2', failed) } })
  const { data, freshness } = clusterVitalsView(cluster, NOW)
  expect(data.coverage.text).toBe('2 of 3 exporters answer; broker 2: connection refused.')
  expect(data.coverage.silent[0]?.href).toContain('/sources?q=cluster:payments-eu')
  expect(freshness.failures.map(({ source, target }) => [source, target])).toEqual([
    ['metrics.exporter', 'kafka-2:7071'],
  ])
})

test('two accounts that differ are told once the cluster has come to rest', () => {
  const facts = { ...factsAt(NOW), metrics: new Map([['broker/1', readingOf(page(1, { leaders: 99 }))]]) }
  const change = { id: 1, cluster: 'payments-eu', status: 'critical', text: 'Broker 3 is down', subject: {} }
  const told = (changedAt: number) =>
    clusterVitalsView(fakeCluster({}, { facts, changes: [{ ...change, at: changedAt }] }), NOW).data.disagreements
  expect(told(NOW - 60_000).map(({ what }) => what)).toContain('Leaders of broker 1')
  expect(told(NOW - 20_000)).toEqual([])
})
