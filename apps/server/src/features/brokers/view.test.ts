import { brokerDetailSchema, brokersSchema, restartCheckSchema } from '@perigee/contract'
import { dirOf, failureOf, logDirsOf, NOW, neverRead, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { brokerView } from './detail.ts'
import { diskTotals, logDirDetails } from './disks.ts'
import { restartView } from './restart.ts'
import { brokersView } from './view.ts'

const times = { now: NOW, startedAt: NOW - 60_000 }

test('brokers worst first, the missing one still listed with what it holds', () => {
  const cluster = fakeCluster(
    { down: [3] },
    {
      onsets: { 'broker-down:3': NOW - 60_000 },
      remembered: new Map(fakeCluster().remembered),
    },
  )
  const answer = brokersView(cluster, NOW)
  expect(brokersSchema.parse(answer)).toEqual(answer)
  expect(answer.data.items.map(({ id, status, word }) => [id, status, word])).toEqual([
    [3, 'critical', 'Down'],
    [1, 'ok', 'OK'],
    [2, 'ok', 'OK'],
  ])
  expect(answer.data.items[0]).toMatchObject({
    host: 'kafka-3',
    registered: false,
    since: '2026-11-22T02:54:00.000Z',
    leaders: 0,
    replicas: 6,
    outOfSyncReplicas: 6,
    latencyMs: null,
    totalBytes: null,
  })
  expect(answer.data.sentence).toMatchObject({ strong: 'Broker 3 needs attention', rest: ': down.' })
  expect(answer.data.sentence.lede).toContain('2 of 3 up')
})

test('a broker beside its peers, with the restart answer and links that count', () => {
  const answer = brokerView(fakeCluster({ down: [3] }), 1, times)
  expect(brokerDetailSchema.parse(answer)).toEqual(answer)
  expect(answer.data.restart.verdict).toBe('unsafe')
  expect(answer.data.restart.judgedFrom).toBe('2026-11-22T02:55:00.000Z')
  const leaders = answer.data.measures.find(({ measure }) => measure === 'Leaders')
  expect(leaders).toMatchObject({ href: '/c/payments-eu/partitions?q=leader:1', of: 2 })
  expect(answer.data.neighbours).toEqual({ previous: null, next: 2 })
})

test('a restart that harms nothing is safe; one judged from old metadata is unknown', () => {
  const safe = restartView(fakeCluster(), 2, NOW)
  expect(restartCheckSchema.parse(safe)).toEqual(safe)
  expect(safe.data).toMatchObject({ verdict: 'safe', offlinePartitions: 0, underMinIsrPartitions: 0, leadersToMove: 2 })
  expect(restartView(fakeCluster(), 2, NOW + 60_000).data).toMatchObject({
    verdict: 'unknown',
    offlinePartitions: null,
  })
})

test('a broker nobody knows is refused with those there are', () => {
  expect(() => brokerView(fakeCluster(), 9, times)).toThrow('There is no broker 9 in payments-eu.')
  expect(() => restartView(fakeCluster(), 9, NOW)).toThrow('There is no broker 9')
  const lost = neverRead<never>(failureOf('refused'))
  const blind = fakeCluster({ readings: { registry: lost, topology: lost } }, { remembered: new Map() })
  expect(() => restartView(blind, 1, NOW)).toThrow('The brokers of payments-eu are not known yet: connection refused.')
})

test('volumes are counted once, offline directories named, unknown space stays unknown', () => {
  const { facts } = fakeCluster({ topics: { t: { partitions: 4 } } })
  const topology = facts.topology.value?.topology
  if (topology === undefined) throw new Error('the fixture has a topology')
  const of = (...dirs: Parameters<typeof dirOf>[0][]) => logDirsOf(topology, 1, dirs.map(dirOf))
  expect(diskTotals(of({}, { path: '/data2' }))).toMatchObject({ totalBytes: 1e10, usableBytes: 6e9, logDirs: 2 })
  expect(diskTotals(of({}, { path: '/data2', usableBytes: 1e9 }))).toMatchObject({ totalBytes: 2e10, usableBytes: 7e9 })
  expect(diskTotals(of({}, { path: '/data2', error: 56 }))).toMatchObject({ offlineLogDirs: 1 })
  expect(diskTotals(of({ totalBytes: null, usableBytes: null }))).toMatchObject({ totalBytes: null, usableBytes: null })
  expect(diskTotals(undefined)).toEqual({ totalBytes: null, usableBytes: null, logDirs: null, offlineLogDirs: null })
  expect(logDirDetails(of({ usableBytes: 1e9 }, { path: '/data2', error: 56 }))).toMatchObject([
    { path: '/data1', status: 'warning', word: '10 % free', replicas: 4, sizeBytes: 4_000_000 },
    { path: '/data2', status: 'critical', word: 'Offline', replicas: 0, sizeBytes: 0 },
  ])
  expect(logDirDetails(undefined)).toBeNull()
})

test('settings, versions and our own load of the broker', () => {
  const entry = { readOnly: true, sensitive: false, fallback: null, source: 'broker-static' as const }
  const brokerConfigs = readingOf({ byBroker: new Map([[1, [{ ...entry, name: 'log.dirs', value: '/data1' }]]]) })
  const cost = {
    peer: 'kafka-1:9092',
    brokerId: 1,
    requests: 7,
    failures: 0,
    bytesSent: 10,
    bytesReceived: 90,
    busyMs: 5,
  }
  const connections = { connectionsOpened: 1, connectionsOpen: 1 }
  const cluster = fakeCluster({ readings: { brokerConfigs } }, { costs: [{ ...cost, ...connections }] })
  const { data } = brokerView(cluster, 1, times)
  expect(data.configs).toMatchObject([{ name: 'log.dirs', value: '/data1', source: 'broker-static' }])
  expect(data.cost).toEqual({ requests: 7, bytes: 100, busyMs: 5, since: '2026-11-22T02:54:00.000Z' })
  expect(brokerView(cluster, 2, times).data).toMatchObject({ configs: null, cost: { requests: 0 } })
})

test('brokers whose topics were never read, or long ago, are registered but not well', () => {
  const { topology } = fakeCluster().facts
  const long = { ...topology, observedAt: NOW - 60_000, failure: failureOf('timeout') }
  for (const reading of [neverRead<never>(), long]) {
    const cluster = fakeCluster({ readings: { topology: reading } })
    const { data } = brokersView(cluster, NOW)
    expect(data.sentence).toMatchObject({ strong: 'All 3 brokers are registered', status: 'unknown' })
    expect(data.items.map(({ status, word }) => [status, word])).toEqual(Array(3).fill(['unknown', 'Registered']))
    expect(brokerView(cluster, 1, times).data.sentence.lede).toContain('How its replicas stand is not known: topics')
  }
})
