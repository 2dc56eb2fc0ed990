import { sourcesSchema } from '@perigee/contract'
import { failureOf, NOW, readingOf, zookeeperOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import type { LoopState } from '../../facts/state.ts'
import { fakeCluster, fakeLoop, fakeState } from '../console-state.fake.ts'
import { judgeLoop } from './loop-row.ts'
import { sourcesView } from './view.ts'

const judged = (over: Partial<LoopState>, cluster = fakeCluster()) => judgeLoop(cluster, fakeLoop(over), NOW)

test('age decides first, then failing, then what was refused', () => {
  const failure = failureOf('timeout')
  expect(judged({}).state).toBe('fresh')
  expect(judged({ lastSuccessAt: null }).word).toBe('Starting')
  expect(judged({ lastSuccessAt: null, failure })).toMatchObject({ state: 'lost', word: 'Never answered' })
  expect(judged({ lastSuccessAt: NOW - 11_000 }).state).toBe('late')
  expect(judged({ lastSuccessAt: NOW - 26_000, failure })).toMatchObject({ state: 'lost', reason: 'no answer in 3 s' })
  expect(judged({ failure })).toMatchObject({ state: 'late', word: 'Failing' })
  expect(judged({ idleReason: 'KRaft mode has no ZooKeeper' })).toMatchObject({ state: 'off' })
})

test('asking a failing peer less often makes its last answer no younger', () => {
  const failing = { failure: failureOf('timeout'), intervalMs: 60_000, lastSuccessAt: NOW - 40_000 }
  expect(judged(failing).state).toBe('lost')
})

test('a gap names what is missing and what would close it', () => {
  const failure = failureOf('forbidden', { message: 'Cluster authorization failed' })
  expect(judged({ gaps: [{ fact: 'log-dirs', failure, needs: 'DESCRIBE on Cluster' }] })).toEqual({
    state: 'partial',
    word: 'Partial',
    reason: 'log-dirs: Cluster authorization failed',
    hint: 'Needs DESCRIBE on Cluster.',
  })
})

test('ZooKeeper nodes and brokers that do not answer are counted', () => {
  const zookeeper = fakeCluster({ mode: 'zookeeper', readings: { zookeeper: readingOf(zookeeperOf([2])) } })
  expect(judged({ kind: 'zookeeper' }, zookeeper)).toMatchObject({
    state: 'partial',
    word: '1 of 3 silent',
    reason: 'zk zk-2:2181: connection refused',
  })
  const silent = fakeCluster({ silent: [3] })
  expect(judged({ kind: 'kafka.registry' }, silent)).toMatchObject({ state: 'partial', word: '1 of 3 silent' })
})

test('the page lists every loop worst first, and what is configured but not used yet as off', () => {
  const loops = [
    fakeLoop(),
    fakeLoop({ id: 'payments-eu/kafka.log-dirs/3', kind: 'kafka.log-dirs', brokerId: 3, lastSuccessAt: NOW - 60_000 }),
  ]
  const config = {
    cruiseControl: 'http://cc:9090',
    connect: [{ name: 'dwh', url: 'http://c' }],
  }
  const answer = sourcesView(fakeState([fakeCluster({}, { loops, config })]), NOW, 100_000_000)
  expect(sourcesSchema.parse(answer)).toEqual(answer)
  expect(answer.data.items.map(({ id, state }) => [id, state])).toEqual([
    ['payments-eu/kafka.log-dirs/3', 'lost'],
    ['payments-eu/kafka.topology', 'fresh'],
    ['payments-eu/connect/http://c', 'off'],
    ['payments-eu/cruise-control/http://cc:9090', 'off'],
  ])
  expect(answer.data.items[0]?.dependants).toEqual([
    { text: 'sizes and disks of broker 3', href: '/c/payments-eu/brokers/3' },
  ])
  expect(answer.data.sentence).toMatchObject({ strong: '1 source needs a look: 1 lost', status: 'unknown' })
})

test('load is the mean since the console started', () => {
  const cost = {
    peer: 'kafka-1:9092',
    brokerId: 1,
    requests: 120,
    failures: 0,
    bytesSent: 1000,
    bytesReceived: 9000,
    busyMs: 60,
    connectionsOpened: 1,
    connectionsOpen: 1,
  }
  const state = fakeState([fakeCluster({}, { costs: [cost], loops: [fakeLoop({ kind: 'kafka.registry' })] })])
  const { data } = sourcesView(state, NOW, 0)
  expect(data.totals).toMatchObject({ requestsPerMinute: 12, bytesPerMinute: 1000, eventLoopDelayP99Ms: null })
  expect(data.items[0]).toMatchObject({ requests: 120, bytes: 10_000 })
})
