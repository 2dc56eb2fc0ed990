import { capacitySchema } from '@perigee/contract'
import { History, type HistoryQuery, NOT_OPENED } from '@perigee/store'
import { clusterFacts, dirOf, logDirsOf, NOW, readingOf, topologyOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { type ConsoleState, seriesName } from '../../facts/state.ts'
import { fakeCluster } from '../console-state.fake.ts'
import { growthsAtHand, readGrowths } from './histories.ts'
import { capacityView } from './view.ts'

const GIB = 2 ** 30
const HOUR_MS = 3_600_000

/** `orders` grows by 24 GiB a day over the hours given; broker 1 holds all of it. */
function history(hours: number): History {
  const kept = new History()
  for (let at = NOW - hours * HOUR_MS; at <= NOW; at += 60_000) {
    const grown = ((at - NOW) / HOUR_MS) * GIB
    for (const name of [
      seriesName('sizeBytes'),
      seriesName('sizeBytes', { broker: 1 }),
      seriesName('sizeBytes', { topic: 'orders' }),
    ])
      kept.record(name, at, 100 * GIB + grown)
  }
  return kept
}

function clusterWith({ hours, configs = {} }: { hours: number; configs?: Record<string, string> }) {
  const brokers = [1]
  const topics = { orders: { partitions: 2, replicationFactor: 1, configs } }
  const topology = topologyOf({ brokers, topics })
  const dirs = [dirOf({ path: '/data/1', totalBytes: 240 * GIB, usableBytes: 120 * GIB })]
  const held = { ...logDirsOf(topology, 1, dirs), sizeBytes: Float64Array.of(50 * GIB, 50 * GIB) }
  const logDirs = new Map([[1, readingOf(held)]])
  const facts = clusterFacts({ brokers, topics, topology, readings: { logDirs } })
  return fakeCluster({}, { facts, history: history(hours) })
}

const viewOf = (cluster: ReturnType<typeof clusterWith>) => capacityView(cluster, NOW, growthsAtHand(cluster, NOW))

test('a disk with 120 GiB free that grows by 24 a day is full in five days', () => {
  const answer = viewOf(clusterWith({ hours: 6 }))
  expect(capacitySchema.parse(answer)).toEqual(answer)
  const { disks, sentence, cluster, topics } = answer.data
  expect(disks[0]).toMatchObject({ broker: 1, path: '/data/1', status: 'warning', word: 'Full in 5 d', usedRatio: 0.5 })
  expect(disks[0]?.days).toBeCloseTo(5, 1)
  expect(disks[0]?.assumption).toContain('at the rate of the past 6 h')
  expect(sentence.strong).toBe('Broker 1 has a full disk in 5 d')
  expect(cluster.days).toBeCloseTo(5, 1)
  expect(topics[0]).toMatchObject({ topic: 'orders', share: 1, levelsOffAtBytes: null })
})

test('retention that ends the growth first keeps the disk from filling, and says where it ends', () => {
  const configs = { 'cleanup.policy': 'delete', 'retention.ms': String(6 * 24 * HOUR_MS), 'retention.bytes': '-1' }
  const { disks, topics } = viewOf(clusterWith({ hours: 6, configs })).data
  expect(topics[0]?.text).toMatch(/^kept 6 d, of which 4 d are there: levels off at 14\d(\.\d)? GiB in 1 d \d+ h$/)
  expect(disks[0]).toMatchObject({ status: 'ok', days: null })
  expect(disks[0]?.word).toMatch(/^Levels off with 7\d(\.\d)? GiB free/)
  expect(disks[0]?.assumption).toContain('retention not yet reached by 1 topic')
})

test('half an hour of history says nothing yet', () => {
  const answer = viewOf(clusterWith({ hours: 0.5 }))
  expect(capacitySchema.parse(answer)).toEqual(answer)
  expect(answer.data.disks[0]).toMatchObject({ status: 'unknown', word: 'Too little history', days: null })
  expect(answer.data.sentence).toMatchObject({ status: 'unknown', strong: 'When disks are full is not known' })
  expect(answer.data.cluster.growth.bytesPerDay).toBeNull()
})

test('whole days of the archive are taken where they are kept; memory where they are not, or cannot be read', async () => {
  const asked: HistoryQuery[] = []
  const DAY_MS = 24 * HOUR_MS
  const archive = (days: number, answers: boolean): NonNullable<ConsoleState['archive']> => ({
    status: {
      trouble: null,
      writtenTo: NOW,
      waitingMinutes: 0,
      lostMinutes: 0,
      usedBytes: 0,
      limitBytes: 0,
      series: 0,
      setAside: [],
      since: { 'payments-eu': NOW - days * DAY_MS },
    },
    async read(series, query) {
      asked.push(query)
      if (!answers) return null
      // Twice as fast as in the six hours of memory.
      const at = Array.from(
        { length: query.points },
        (_, i) => query.fromMs + (i * (query.toMs - query.fromMs)) / query.points,
      )
      const mean = at.map((time) => ((time - NOW) / DAY_MS) * 48 * GIB)
      return series.map(() => ({ stepMs: HOUR_MS, startedAt: null, at, mean, min: mean, max: mean }))
    },
  })
  const perDay = async (days: number, answers = true) => {
    const growths = await readGrowths(clusterWith({ hours: 6 }), NOW, archive(days, answers))
    return Math.round((growths.byBroker.get(1)?.bytesPerDay ?? 0) / GIB)
  }
  expect([await perDay(0.9), await perDay(1.5), await perDay(30), await perDay(3, false)]).toEqual([24, 48, 48, 24])
  expect(asked.map(({ fromMs }) => (NOW - fromMs) / DAY_MS)).toEqual([1, 7, 3])
})

// Each of two hundred browsers once had the archive read seven days of every topic.
test('however many ask at once, growth is counted once, and again after a minute', async () => {
  let reads = 0
  const archive: NonNullable<ConsoleState['archive']> = {
    status: { ...NOT_OPENED, since: { 'payments-eu': NOW - 48 * HOUR_MS } },
    async read() {
      reads += 1
      return null
    },
  }
  const cluster = clusterWith({ hours: 6 })
  const ask = async (now: number) => (await readGrowths(cluster, now, archive)).byBroker.get(1)?.bytesPerDay
  const answers = await Promise.all([ask(NOW), ask(NOW), ask(NOW + 1_000)])
  expect(new Set(answers).size).toBe(1)
  // What could not be read is not waited for again at once.
  await ask(NOW + 30_000)
  expect(reads).toBe(1)
  await ask(NOW + 90_000)
  expect(reads).toBe(2)
})
