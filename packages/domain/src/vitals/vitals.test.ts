import { clusterFacts, failing, failureOf, NOW, nodeMetrics, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { ClusterFacts } from '../facts.ts'
import type { NodeMetrics } from '../metrics/node-metrics.ts'
import type { Reading } from '../reading.ts'
import { brokerVitals } from './broker-vitals.ts'
import { coverageOf } from './coverage.ts'
import { disagreements } from './disagreements.ts'
import { electionTime } from './election.ts'
import { topFlows } from './flows.ts'
import { missingOfBroker, missingOfCluster } from './missing.ts'
import { largestRequestTimes } from './request-times.ts'
import { metricScene } from './scene.ts'
import { clusterTotals } from './totals.ts'

type Spec = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Three brokers of KRaft; pages by target id: `broker/1`, `host/2`, `controller/101`. */
function factsWith(pages: Spec, over: Partial<ClusterFacts> = {}): ClusterFacts {
  const metrics = new Map(
    Object.entries(pages).map(([id, values]): [string, Reading<NodeMetrics>] => {
      const [role, node] = id.split('/') as ['broker' | 'controller' | 'host', string]
      return [id, readingOf(nodeMetrics({ target: { id, role, nodeId: Number(node) }, values }))]
    }),
  )
  return { ...clusterFacts({ topics: { orders: { partitions: 6 } } }), metrics, ...over }
}

const THREE = { 'broker/1': { bytes_in: 10 }, 'broker/2': { bytes_in: 30 }, 'broker/3': { bytes_in: 20 } }

test('coverage counts who answers, and names the others with their reasons', () => {
  const facts = factsWith(THREE)
  expect(coverageOf(facts, NOW)).toMatchObject({
    status: 'ok',
    answering: 3,
    expected: 3,
    text: 'All 3 exporters answer.',
  })
  const reading = failing(facts.metrics.get('broker/2') as Reading<NodeMetrics>, failureOf('refused'))
  const metrics = new Map(facts.metrics).set('broker/2', reading)
  expect(coverageOf({ ...facts, metrics }, NOW)).toMatchObject({
    status: 'unknown',
    text: '2 of 3 exporters answer; broker 2: connection refused.',
    silent: [{ target: 'broker/2', reason: 'connection refused', since: NOW - 60_000 }],
  })
})

test('a broker without an exporter is one that should have one', () => {
  const { 'broker/3': _, ...two } = THREE
  expect(coverageOf(factsWith(two), NOW)).toMatchObject({
    answering: 2,
    expected: 3,
    text: '2 of 3 exporters answer; broker 3: no exporter is known for it.',
  })
})

test('no exporter at all: nothing is expected, and the setting is named', () => {
  const coverage = coverageOf(factsWith({}), NOW)
  expect(coverage).toMatchObject({ status: 'off', answering: 0, expected: 0 })
  expect(coverage.hint).toContain('metrics.pattern')
})

test('what is lost is no value of now', () => {
  const facts = factsWith(THREE)
  const late = NOW + 5 * 5_000 + 1
  expect(metricScene(facts, NOW).brokers.map(({ process }) => process?.values.get('bytes_in'))).toEqual([10, 30, 20])
  expect(metricScene(facts, late).brokers.map(({ process }) => process)).toEqual([null, null, null])
})

test('sums say how many tell; the largest and the smallest say whose it is', () => {
  const totals = clusterTotals(
    metricScene(
      factsWith({
        'broker/1': { bytes_in: 10, handler_idle: 0.8, 'connections/A': 5, 'connections/B': 6 },
        'broker/2': { bytes_in: 30, handler_idle: 0.2 },
        'broker/3': { handler_idle: 0.7 },
      }),
      NOW,
    ),
  )
  const of = (key: string) => totals.find((total) => total.key === key)
  expect(of('bytes_in')).toMatchObject({ value: 40, reporting: 2, of: 3, worst: null })
  expect(of('handler_idle')).toMatchObject({ value: 0.2, reporting: 3, worst: 2 })
  expect(of('connections')).toMatchObject({ value: 11, reporting: 1 })
  expect(of('messages_in')).toMatchObject({ value: null, reporting: 0, of: 3 })
})

test('of partitions that every controller counts, the active one decides', () => {
  const pages = { 'controller/1': { offline_partitions: 4 }, 'controller/2': { offline_partitions: 9 } }
  const total = clusterTotals(metricScene(factsWith(pages), NOW)).find(({ key }) => key === 'offline_partitions')
  expect(total).toMatchObject({ value: 4, worst: 1, reporting: 2, of: 2 })
})

test('a broker against its peers: rank 1 is best, the worst deviation comes first', () => {
  const values = (flush: number, idle: number) => ({ 'log_flush_ms/p99': flush, handler_idle: idle, bytes_in: 5 })
  const scene = metricScene(
    factsWith({ 'broker/1': values(8, 0.8), 'broker/2': values(9, 0.7), 'broker/3': values(880, 0.09) }),
    NOW,
  )
  const told = brokerVitals(scene, 3).map(({ key, value, median, rank, of, status }) => ({
    key,
    value,
    median,
    rank,
    of,
    status,
  }))
  expect(told).toEqual([
    { key: 'log_flush_ms/p99', value: 880, median: 9, rank: 3, of: 3, status: 'warning' },
    { key: 'handler_idle', value: 0.09, median: 0.7, rank: 3, of: 3, status: 'warning' },
    { key: 'bytes_in', value: 5, median: 5, rank: 1, of: 3, status: 'ok' },
  ])
  expect(brokerVitals(scene, 1).every(({ status }) => status === 'ok')).toBe(true)
})

test('twenty times as slow is no warning below the floor', () => {
  const scene = metricScene(
    factsWith({ 'broker/1': { 'log_flush_ms/p99': 1 }, 'broker/2': { 'log_flush_ms/p99': 49 }, 'broker/3': {} }),
    NOW,
  )
  expect(brokerVitals(scene, 2)[0]).toMatchObject({ value: 49, status: 'ok' })
  expect(brokerVitals(scene, 3)[0]).toMatchObject({ value: null, rank: null, of: 2, status: 'unknown' })
})

test('percentiles of a request that nobody sends are not compared', () => {
  const page = (rate: number) => ({ 'req_local_ms/Produce/p99': 900, 'req_total_ms/Produce/rate': rate })
  const scene = metricScene(factsWith({ 'broker/1': page(0), 'broker/2': page(4) }), NOW)
  expect(brokerVitals(scene, 1)[0]).toMatchObject({ key: 'req_local_ms/Produce/p99', value: null, peers: [900] })
})

test('times of the cluster are the largest of brokers that are asked', () => {
  const page = (ms: number, rate: number) => ({ 'req_total_ms/Produce/p99': ms, 'req_total_ms/Produce/rate': rate })
  const times = (pages: Spec) => largestRequestTimes(metricScene(factsWith(pages), NOW).brokers)[0]
  expect(times({ 'broker/1': page(900, 0), 'broker/2': page(40, 3), 'broker/3': page(30, 2) })).toMatchObject({
    total: { p99: 40, p50: null },
    ratePerSecond: 5,
    isIdle: false,
  })
  expect(times({ 'broker/1': page(900, 0) })).toMatchObject({ total: { p99: 900 }, isIdle: true })
  expect(times({ 'broker/1': { 'req_total_ms/Produce/p99': 9 } })).toMatchObject({ ratePerSecond: null, isIdle: false })
})

test('what stands for leader election time, in order', () => {
  const at = (pages: Spec, mode: 'kraft' | 'zookeeper' = 'kraft') => {
    const facts = clusterFacts({ mode })
    const scene = metricScene({ ...facts, metrics: factsWith(pages).metrics }, NOW)
    return electionTime(scene, { assessment: assess(facts), intervalMs: 5_000 })
  }
  const all = { raft_election_ms: 70, 'controller_processing_ms/p99': 9, 'leader_election_ms/p99': 12 }
  expect(at({ 'broker/1': all }, 'zookeeper')).toMatchObject({ title: 'Leader election time, p99', valueMs: 12 })
  expect(at({ 'broker/1': all })).toMatchObject({ title: 'Election of the quorum leader', valueMs: 70 })
  expect(at({ 'broker/1': { ...all, raft_election_ms: 0 } })).toMatchObject({ valueMs: 9 })
  const observed = at({})
  expect(observed.valueMs).toBeNull()
  expect(observed.explained).toContain('every 5 s: every partition has a leader now')
})

test('Kafka and its exporters disagree; one that is silent is no disagreement', () => {
  const counts = { under_replicated: 2, leaders: 2, partitions: 6 }
  const told = (pages: Spec) => {
    const facts = factsWith(pages)
    const scene = metricScene(facts, NOW)
    return disagreements(facts, { assessment: assess(facts), scene }).map(({ what, kafka, exporters }) => [
      what,
      kafka,
      exporters,
    ])
  }
  const fine = { ...counts, under_replicated: 0 }
  expect(told({ 'broker/1': fine, 'broker/2': fine, 'broker/3': fine })).toEqual([])
  expect(told({ 'broker/1': counts, 'broker/2': fine, 'broker/3': { ...fine, leaders: 5 } })).toEqual([
    ['Under-replicated partitions', 0, 2],
    ['Leaders of broker 3', 2, 5],
  ])
  const facts = factsWith({ 'broker/1': fine })
  const lost = clusterFacts({ down: [3] })
  const scene = metricScene({ ...lost, metrics: facts.metrics }, NOW)
  expect(
    disagreements(lost, { assessment: assess(lost), scene }).filter(({ what }) => what.startsWith('Under')),
  ).toEqual([])
})

test('a metric that one node gives is not missing; a host that nobody measures lacks all of its own', () => {
  const scene = metricScene(factsWith({ 'broker/1': { bytes_in: 1 }, 'broker/2': { bytes_out: 1 } }), NOW)
  const [first] = scene.brokers
  const cluster = missingOfCluster(scene).map(({ metric }) => metric)
  expect(cluster).not.toContain('bytes_in')
  expect(cluster).toContain('log_flush_ms')
  const own = missingOfBroker(scene, first as NonNullable<typeof first>)
  expect(own.find(({ metric }) => metric === 'bytes_out')?.reason).toBe('not exported by these rules')
  expect(own.find(({ metric }) => metric === 'node_cpu_busy')?.reason).toContain('no node_exporter')
  expect(own.map(({ metric }) => metric)).not.toContain('zk_request_ms')
})

test('flows of a topic are summed over brokers', () => {
  const facts = factsWith({})
  const page = (nodeId: number, topics: Record<string, readonly [number, number, number]>) =>
    readingOf(nodeMetrics({ target: { nodeId }, topics }))
  const metrics = new Map([
    ['broker/1', page(1, { a: [10, 0, 1], b: [12, 0, 9] })],
    ['broker/2', page(2, { a: [5, 0, 1], c: [Number.NaN, 0, 0] })],
  ])
  const top = topFlows(metricScene({ ...facts, metrics }, NOW), 2)
  expect(top.bytesIn).toEqual([
    { topic: 'a', value: 15 },
    { topic: 'b', value: 12 },
  ])
  expect(top.messagesIn[0]).toEqual({ topic: 'b', value: 9 })
})
