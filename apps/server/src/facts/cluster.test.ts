import { assessInSlices, judgeCluster } from '@perigee/domain'
import { ColumnMemory } from '@perigee/store'
import { clusterFacts, failureOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster, fakeState } from '../features/console-state.fake.ts'
import { FakeClock } from '../polling/clock.fake.ts'
import { FakeKafka } from '../polling/kafka.fake.ts'
import { NO_OTHER_SOURCES } from '../polling/sources.fake.ts'
import { createCluster } from './cluster.ts'
import { createEvents } from './events.ts'
import { HistoryRecorder } from './record-history.ts'
import type { ChangeNotice } from './state.ts'

function running(facts = clusterFacts()) {
  const clock = new FakeClock()
  const kafka = new FakeKafka(facts)
  const events = createEvents()
  const notices: ChangeNotice[] = []
  events.subscribe((notice) => notices.push(notice))
  const bugs: object[] = []
  const { config, polling } = { config: fakeCluster().config, polling: fakeState().config.polling }
  const cluster = createCluster({
    config,
    polling,
    sources: { ...NO_OTHER_SOURCES, kafka, readZooKeeper: async () => ({ ok: true, value: { nodes: [] }, gaps: [] }) },
    judgement: { assessInSlices, judgeCluster },
    events,
    clock,
    random: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, error: (fields) => bugs.push(fields) },
    recorder: new HistoryRecorder({ clusters: 1, memory: new ColumnMemory(10_000_000) }),
  })
  return { clock, kafka, cluster, notices, bugs }
}

test('readings become an assessment, a judgement, history and notices', async () => {
  const { clock, cluster, notices, bugs } = running()
  cluster.start()
  await clock.advance(30_000)
  const { state } = cluster
  expect(state.assessment?.counts.partitions).toBe(6)
  expect(state.judgement(clock.now()).brokers.up).toBe(3)
  expect(
    state.history.read('offlinePartitions', { fromMs: clock.now() - 30_000, toMs: clock.now(), points: 10 }).mean,
  ).toContain(0)
  expect(state.history.has('broker/1/leaders')).toBe(true)
  expect(new Set(notices.flatMap((notice) => notice.readings))).toEqual(
    new Set(
      ['registry', 'topology', 'quorum', 'configs', 'end-offsets', 'log-dirs', 'zookeeper'].filter(
        (name) => name !== 'zookeeper',
      ),
    ),
  )
  expect(notices.map((notice) => notice.id)).toEqual(notices.map((_, i) => i + 1))
  expect(bugs).toEqual([])
  await cluster.stop()
})

test('before anything is read nothing is zero and nothing is OK', () => {
  const { clock, cluster } = running()
  const judgement = cluster.state.judgement(clock.now())
  expect(cluster.state.assessment).toBeNull()
  expect(judgement.status).toBe('unknown')
  expect(judgement.brokers.up).toBeNull()
})

test('readings are shown together with their assessment, never before it', async () => {
  const { clock, cluster, kafka } = running()
  cluster.start()
  for (let i = 0; i < 40; i += 1) {
    await clock.advance(i < 20 ? 1 : 700)
    if (i === 25) kafka.facts = clusterFacts({ topics: { other: { partitions: 2 } } })
    const { facts, assessment } = cluster.state
    expect(assessment?.topology).toBe(facts.topology.value?.topology)
  }
  expect(cluster.state.assessment?.counts.partitions).toBe(2)
  await cluster.stop()
})

test('a cluster that stops answering turns unknown with its last values kept', async () => {
  const { clock, kafka, cluster } = running()
  cluster.start()
  await clock.advance(10_000)
  const revision = cluster.state.revision
  kafka.failing.set('all', failureOf('refused'))
  await clock.advance(60_000)
  expect(cluster.state.revision).toBeGreaterThan(revision)
  expect(cluster.state.judgement(clock.now()).status).not.toBe('ok')
  expect(cluster.state.assessment?.counts.partitions).toBe(6)
  expect(cluster.state.changes(0)[0]?.status).not.toBe('ok')
  await cluster.stop()
})

test('the same read anew is told every few seconds, what is new within one, and ages are right in between', async () => {
  const { clock, kafka, cluster, notices } = running()
  cluster.start()
  await clock.advance(60_000)
  const before = notices.length
  await clock.advance(60_000)
  expect(notices.length - before).toBeLessThanOrEqual(12)
  for (let i = 0; i < 30; i += 1) {
    await clock.advance(1_000)
    expect(clock.now() - (cluster.state.facts.registry.observedAt ?? 0)).toBeLessThanOrEqual(6_000)
  }
  kafka.facts = clusterFacts({ silent: [3] })
  const topicsOf = () => cluster.state.judgement(clock.now()).brokers.up
  await clock.advance(9_000)
  expect(topicsOf()).toBe(2)
  await cluster.stop()
})
