import { capacitySchema } from '@perigee/contract'
import { History } from '@perigee/store'
import { clusterFacts, dirOf, logDirsOf, NOW, readingOf, topologyOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { seriesName } from '../../facts/state.ts'
import { fakeCluster } from '../console-state.fake.ts'
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

test('a disk with 120 GiB free that grows by 24 a day is full in five days', () => {
  const answer = capacityView(clusterWith({ hours: 6 }), NOW)
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
  const { disks, topics } = capacityView(clusterWith({ hours: 6, configs }), NOW).data
  expect(topics[0]?.text).toMatch(/^kept 6 d, of which 4 d are there: levels off at 14\d(\.\d)? GiB in 1 d \d+ h$/)
  expect(disks[0]).toMatchObject({ status: 'ok', days: null })
  expect(disks[0]?.word).toMatch(/^Levels off with 7\d(\.\d)? GiB free/)
  expect(disks[0]?.assumption).toContain('retention not yet reached by 1 topic')
})

test('half an hour of history says nothing yet', () => {
  const answer = capacityView(clusterWith({ hours: 0.5 }), NOW)
  expect(capacitySchema.parse(answer)).toEqual(answer)
  expect(answer.data.disks[0]).toMatchObject({ status: 'unknown', word: 'Too little history', days: null })
  expect(answer.data.sentence).toMatchObject({ status: 'unknown', strong: 'When disks are full is not known' })
  expect(answer.data.cluster.growth.bytesPerDay).toBeNull()
})
