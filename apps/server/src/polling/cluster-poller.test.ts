import { DEFAULT_POLLING as polling } from '@perigee/config'
import { type ClusterFacts, type Failure, topicIndex } from '@perigee/domain'
import { brokerOf, clusterFacts, failureOf, topologyOf } from '@perigee/testkit'
import { describe, expect, test } from 'vitest'
import { ClusterBook } from '../facts/cluster-book.ts'
import { fakeCluster } from '../features/console-state.fake.ts'
import { FakeClock, settle } from './clock.fake.ts'
import { ClusterPoller } from './cluster-poller.ts'
import { FakeKafka } from './kafka.fake.ts'
import { NO_OTHER_SOURCES } from './sources.fake.ts'

function pollerOf(facts: ClusterFacts = clusterFacts({ brokers: [1, 2, 3] })) {
  const clock = new FakeClock()
  const kafka = new FakeKafka(facts)
  const lines: string[] = []
  const { config } = fakeCluster({}, { facts })
  const book = new ClusterBook({ config, polling, onChange: () => undefined })
  const log = {
    info: (_: object, text: string) => lines.push(`info ${text}`),
    warn: (_: object, text: string) => lines.push(`warn ${text}`),
    error: (_: object, text: string) => lines.push(`error ${text}`),
  }
  const readZooKeeper = async () => ({ ok: true as const, value: { nodes: [] }, gaps: [] })
  const poller = new ClusterPoller({
    config,
    polling,
    book,
    sources: { ...NO_OTHER_SOURCES, kafka, readZooKeeper },
    clock,
    random: () => 0.5,
    log,
    isInUse: () => true,
  })
  return { clock, kafka, book, poller, lines }
}

const refused: Failure = failureOf('refused')

function withBroker(facts: ClusterFacts, id: number, failure: Failure | null): ClusterFacts {
  const registry = facts.registry.value
  if (registry === undefined) throw new Error('no registry')
  const brokers = registry.brokers.map((broker) =>
    broker.id === id ? brokerOf(id, { answered: failure === null, failure }) : broker,
  )
  return { ...facts, registry: { ...facts.registry, value: { ...registry, brokers } } }
}

describe('polling a cluster', () => {
  test('everything is read at start without waiting for an interval', async () => {
    const { clock, book, poller } = pollerOf()
    poller.start()
    await clock.advance(100)
    const { registry, topology, topicConfigs, brokerConfigs, endOffsets, logDirs } = book.facts
    for (const reading of [registry, topology, topicConfigs, brokerConfigs, endOffsets, ...logDirs.values()]) {
      expect(reading.attemptedAt).toBeDefined()
      expect(reading.failure?.code).not.toBe('blocked')
    }
    expect([...logDirs.keys()]).toEqual([1, 2, 3])
    await poller.stop()
  })

  test('a cluster that cannot be reached at start is there within two intervals of its coming', async () => {
    const { clock, kafka, book, poller } = pollerOf()
    kafka.failing.set('all', refused)
    poller.start()
    await clock.advance(60_000)
    expect(book.facts.registry).toMatchObject({
      value: undefined,
      failure: { code: 'refused' },
      failingSince: 1_000_000,
    })
    expect(book.facts.topology.failure?.code).toBe('blocked')
    kafka.failing.clear()
    await clock.advance(2 * polling.registryMs + 1_000)
    expect(book.facts.registry.failure).toBeUndefined()
    expect(book.facts.topology.value).toBeDefined()
    expect(book.facts.logDirs.get(2)?.value).toBeDefined()
    await poller.stop()
  })

  test('what needs the list of topics says that it is not known, instead of staying silent', async () => {
    const { clock, kafka, book, poller } = pollerOf()
    kafka.failing.set('readTopology', failureOf('timeout'))
    poller.start()
    await clock.advance(120_000)
    expect(book.facts.endOffsets.failure).toMatchObject({
      code: 'blocked',
      message: 'the list of topics is not known yet',
    })
    expect(book.facts.topicConfigs.failure?.code).toBe('blocked')
    expect(book.facts.brokerConfigs.value).toBeDefined()
    await poller.stop()
  })

  test('a failure keeps the value and its age', async () => {
    const { clock, kafka, book, poller } = pollerOf()
    poller.start()
    await clock.advance(1_000)
    const { value, observedAt } = book.facts.topology
    kafka.failing.set('all', failureOf('timeout'))
    await clock.advance(120_000)
    expect(book.facts.topology).toMatchObject({ observedAt, failure: { code: 'timeout' } })
    expect(book.facts.topology.value).toBe(value)
    await poller.stop()
  })

  test('a broker that hangs costs only its own part', async () => {
    const { clock, kafka, book, poller } = pollerOf()
    const hung = Promise.withResolvers<void>()
    kafka.holding.set('readLogDirs/2', hung.promise)
    poller.start()
    await clock.advance(40_000)
    expect(kafka.count('readLogDirs/1')).toBe(2)
    expect(kafka.count('readLogDirs/2')).toBe(1)
    expect(kafka.count('readRegistry')).toBe(9)
    expect(book.facts.logDirs.get(1)?.value).toBeDefined()
    expect(book.facts.logDirs.get(2)).toBeUndefined()
    await clock.advance(30_000)
    expect(book.facts.logDirs.get(2)).toMatchObject({ value: undefined, failure: { code: 'timeout' } })
    hung.resolve()
    await poller.stop()
  })

  test('a new topic has its settings read at once', async () => {
    const { clock, kafka, poller } = pollerOf()
    poller.start()
    await clock.advance(20_000)
    const before = kafka.count('readTopicConfigs')
    const topology = topologyOf({ brokers: [1, 2, 3], topics: { 'brand.new': { partitions: 1 } } })
    expect(topicIndex(topology.topics, 'brand.new')).toBeGreaterThanOrEqual(0)
    const reading = kafka.facts.topology
    if (reading.value === undefined) throw new Error('no topology')
    kafka.facts = { ...kafka.facts, topology: { ...reading, value: { ...reading.value, topology } } }
    await clock.advance(6_000)
    expect(kafka.count('readTopicConfigs')).toBe(before + 1)
    await clock.advance(20_000)
    expect(kafka.count('readTopicConfigs')).toBe(before + 1)
    await poller.stop()
  })

  test('a broker that comes back has its part read at once, and is one line in the log each way', async () => {
    const { clock, kafka, book, poller, lines } = pollerOf()
    const healthy = kafka.facts
    poller.start()
    await clock.advance(1_000)
    kafka.facts = withBroker(healthy, 3, refused)
    await clock.advance(60_000)
    expect(book.facts.registry.value?.brokers.find((broker) => broker.id === 3)?.answered).toBe(false)
    const before = kafka.count('readLogDirs/3')
    kafka.facts = healthy
    await clock.advance(polling.registryMs + 500)
    expect(kafka.count('readLogDirs/3')).toBeGreaterThan(before)
    expect(lines.filter((line) => line.includes('broker 3'))).toEqual([
      expect.stringContaining('warn broker 3 of'),
      expect.stringContaining('info broker 3 of'),
    ])
    await poller.stop()
  })

  test('a first lost ping is checked again after a second', async () => {
    const { clock, kafka, book, poller } = pollerOf()
    const healthy = kafka.facts
    const answered = () => book.facts.registry.value?.brokers.find((broker) => broker.id === 2)?.answered
    poller.start()
    await clock.advance(4_900)
    kafka.facts = withBroker(healthy, 2, failureOf('timeout'))
    await clock.advance(200)
    expect(answered()).toBe(true)
    await clock.advance(1_100)
    expect(answered()).toBe(false)
    kafka.facts = healthy
    await clock.advance(5_500)
    expect(answered()).toBe(true)
    await poller.stop()
  })

  test('a source that fails is one warning, not one per attempt', async () => {
    const { clock, kafka, poller, lines } = pollerOf()
    poller.start()
    await clock.advance(1_000)
    kafka.failing.set('readTopology', failureOf('timeout'))
    await clock.advance(120_000)
    kafka.failing.clear()
    await clock.advance(20_000)
    expect(lines.filter((line) => line.includes('kafka.topology')).map((line) => line.split(' ')[0])).toEqual([
      'warn',
      'info',
    ])
    await poller.stop()
  })

  test('what follows from a broker or a cluster that is away is no warning of its own', async () => {
    const { clock, kafka, poller, lines } = pollerOf()
    poller.start()
    await clock.advance(20_000)
    kafka.facts = clusterFacts({ brokers: [1, 2, 3], silent: [3] })
    kafka.failing.set('readLogDirs', refused)
    await clock.advance(45_000)
    expect(lines.filter((line) => line.includes('log-dirs/3'))).toEqual([])
    expect(lines.filter((line) => line.includes('log-dirs/1'))).toHaveLength(1)
    poller.loops.wake('kafka.registry')
    kafka.failing.set('readRegistry', refused)
    await clock.advance(6_000)
    kafka.failing.set('all', refused)
    await clock.advance(120_000)
    expect(lines.filter((line) => line.includes('configs'))).toEqual([])
    await poller.stop()
  })

  test('stop waits for the run in flight, then closes, and nothing is asked afterwards', async () => {
    const { clock, kafka, poller } = pollerOf()
    const slow = Promise.withResolvers<void>()
    kafka.holding.set('readTopology', slow.promise)
    poller.start()
    await clock.advance(100)
    let isDone = false
    const stopping = poller.stop().then(() => {
      isDone = true
    })
    await settle()
    expect([isDone, kafka.isClosed]).toEqual([false, false])
    slow.resolve()
    await stopping
    const calls = kafka.calls.length
    await clock.advance(100_000)
    expect([kafka.isClosed, kafka.calls.length, clock.pending]).toEqual([true, calls, 0])
  })
})
