import { topicsSchema } from '@perigee/contract'
import { failureOf, NOW, neverRead } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { topicsView } from './view.ts'

const TOPICS = {
  'payments.captured': { partitions: 6, configs: { 'retention.ms': '604800000', 'cleanup.policy': 'delete' } },
  clicks: { partitions: [{ replicas: [3] }] },
  skew: { partitions: Array.from({ length: 6 }, () => ({ replicas: [1, 2, 3] })) },
  hidden: { partitions: 0, error: 29 },
  __consumer_offsets: { partitions: 2, internal: true },
}

const names = (answer: ReturnType<typeof topicsView>) => answer.data.items.map(({ name }) => name)

test('worst first, then by name, internal topics hidden and counted', () => {
  const answer = topicsView(fakeCluster({ topics: TOPICS, down: [3] }), {}, NOW)
  expect(topicsSchema.parse(answer)).toEqual(answer)
  expect(answer.data.items.map(({ name, status, condition }) => [name, status, condition])).toEqual([
    ['clicks', 'critical', '1 offline'],
    ['payments.captured', 'warning', '6 at min ISR'],
    ['skew', 'warning', '6 at min ISR'],
    ['hidden', 'unknown', 'describe refused: no permission'],
  ])
  expect(answer.data).toMatchObject({ total: 5, matched: 4, hiddenInternal: 1, offset: 0, limit: 100 })
  expect(answer.data.statuses).toMatchObject({ critical: 1, warning: 3, unknown: 1, ok: 0 })
})

test('what is refused is unknown, not zero', () => {
  const answer = topicsView(fakeCluster({ topics: TOPICS }), { sort: 'name' }, NOW)
  const hidden = answer.data.items.find(({ name }) => name === 'hidden')
  expect(hidden).toMatchObject({ partitions: null, offlinePartitions: null, sizeBytes: null, replicationFactor: null })
})

test('sizes, settings and skew come with the row', () => {
  const answer = topicsView(fakeCluster({ topics: TOPICS }), { sort: 'name' }, NOW)
  expect(names(answer)).toEqual(['clicks', 'hidden', 'payments.captured', 'skew'])
  expect(answer.data.items[2]).toMatchObject({
    partitions: 6,
    replicationFactor: 3,
    minIsr: 2,
    sizeBytes: 18_000_000,
    sizePartial: false,
    retentionMs: 604_800_000,
    cleanup: 'delete',
    leaderSkew: 1,
    condition: null,
  })
  expect(answer.data.items[3]).toMatchObject({ leaderSkew: 3, condition: 'leaders skewed 3.0×', status: 'ok' })
})

test('min ISR that cannot be read is unknown, and so is the topic', () => {
  const answer = topicsView(fakeCluster({ topics: TOPICS, minIsr: null }), { sort: 'name' }, NOW)
  expect(answer.data.items[2]).toMatchObject({
    status: 'unknown',
    minIsr: null,
    underMinIsrPartitions: null,
    retentionMs: null,
    condition: '6 with unknown min ISR',
  })
})

test('before the first reading totals are unknown and the failure is named', () => {
  const cluster = fakeCluster({ readings: { topology: neverRead(failureOf('refused', { peer: 'kafka-1:9092' })) } })
  const answer = topicsView(cluster, {}, NOW)
  expect(topicsSchema.parse(answer)).toEqual(answer)
  expect(answer.data).toMatchObject({ total: null, matched: null, items: [] })
  expect(answer.freshness).toMatchObject({ observedAt: null, ageMs: null, state: 'never' })
  expect(answer.freshness.failures).toMatchObject([
    { source: 'kafka.topology', code: 'refused', target: 'kafka-1:9092' },
  ])
})

test('lost metadata vouches for nothing that was fine', () => {
  const answer = topicsView(fakeCluster({ topics: TOPICS, down: [3] }), {}, NOW + 26_000)
  expect(answer.freshness).toMatchObject({ state: 'lost', ageMs: 26_000 })
  const fine = topicsView(fakeCluster({ topics: { a: { partitions: 1 } } }), {}, NOW + 26_000)
  expect(fine.data.items[0]?.status).toBe('unknown')
  expect(fine.data.statuses).toMatchObject({ ok: 0, unknown: 1 })
})

test('an unknown sort is refused with the sorts there are', () => {
  expect(() => topicsView(fakeCluster({ topics: TOPICS }), { sort: 'colour' }, NOW)).toThrow('Cannot sort by colour.')
})
