import { topicDetailSchema } from '@perigee/contract'
import { failing, failureOf, NOW, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { topicView } from './detail.ts'
import { retentionOf } from './retention.ts'

const said = ({ data: { sentence } }: ReturnType<typeof topicView>) =>
  `${sentence.strong}${sentence.rest} ${sentence.lede}`.trim()

test('a topic in good order', () => {
  const answer = topicView(fakeCluster(), 'orders', NOW)
  expect(topicDetailSchema.parse(answer)).toEqual(answer)
  expect(said(answer)).toBe('All 6 partitions have every copy in sync.')
  expect(answer.data.leadersPerBroker).toEqual([
    { broker: 1, leaders: 2, replicas: 6 },
    { broker: 2, leaders: 2, replicas: 6 },
    { broker: 3, leaders: 2, replicas: 6 },
  ])
  expect(answer.data).toMatchObject({
    topicId: 'id-orders',
    atMinIsrPartitions: 0,
    reassigningPartitions: 0,
    changes: [],
  })
})

test('refused writes come before missing copies, with the partitions by number', () => {
  const partitions = [
    { replicas: [1, 2, 3], isr: [1] },
    { replicas: [2, 3, 1], isr: [2, 3] },
    { replicas: [3, 1, 2], isr: [3] },
  ]
  const answer = topicView(fakeCluster({ topics: { t: { partitions } } }), 't', NOW)
  expect(said(answer)).toBe(
    '2 of 3 partitions refuse writes; every partition can be read. Writers with acks=all get NOT_ENOUGH_REPLICAS on partition 0 and 2. 1 more would stop with one more broker.',
  )
  expect(answer.data.partitionRows.map(({ partition, word }) => [partition, word])).toEqual([
    [0, 'Refuses writes'],
    [2, 'Refuses writes'],
    [1, 'At min ISR'],
  ])
  expect(answer.data.partitionRows[0]?.replicas).toEqual([
    { broker: 1, state: 'leader' },
    { broker: 2, state: 'behind' },
    { broker: 3, state: 'behind' },
  ])
})

test('an offline partition says that it can be neither read nor written', () => {
  const answer = topicView(fakeCluster({ topics: { t: { partitions: [{ replicas: [3] }] } }, down: [3] }), 't', NOW)
  expect(said(answer)).toBe('1 of 1 partition is offline. Partition 0 can be neither read nor written.')
  expect(answer.data.partitionRows[0]).toMatchObject({ leader: null, replicas: [{ broker: 3, state: 'offline' }] })
})

test('lost metadata is dated, and its failure named', () => {
  const cluster = fakeCluster()
  const topology = failing(cluster.facts.topology, failureOf('timeout', { peer: 'broker 1 (kafka-1:9092)' }))
  const answer = topicView(fakeCluster({ readings: { topology } }), 'orders', NOW + 60_000)
  expect(said(answer)).toBe('Not known since 02:55:00; last seen: all 6 partitions have every copy in sync.')
  expect(answer.data.status).toBe('unknown')
  expect(answer.freshness).toMatchObject({ state: 'lost', ageMs: 60_000 })
  expect(answer.freshness.failures).toMatchObject([{ source: 'kafka.topology', message: 'no answer in 3 s' }])
})

test('reassignments that nobody could read are unknown, not none', () => {
  expect(topicView(fakeCluster({ reassignments: null }), 'orders', NOW).data.reassigningPartitions).toBeNull()
})

test('configs come with where they are set, the specific ones first, secrets without a value', () => {
  const entry = { readOnly: false, sensitive: false, fallback: null }
  const configs = [
    { ...entry, name: 'a.default', value: '1', source: 'default' as const },
    {
      ...entry,
      name: 'z.set',
      value: '2',
      source: 'topic' as const,
      fallback: { value: '3', source: 'broker-static' as const },
    },
    { ...entry, name: 'secret', value: 'hunter2', source: 'topic' as const, sensitive: true },
  ]
  const topicConfigs = readingOf({ byTopic: new Map([['orders', configs]]) })
  const answer = topicView(fakeCluster({ readings: { topicConfigs } }), 'orders', NOW)
  expect(answer.data.configs?.map(({ name, value }) => [name, value])).toEqual([
    ['secret', null],
    ['z.set', '2'],
    ['a.default', '1'],
  ])
})

test('which limit decides how long records are kept', () => {
  const settings = (retentionMs: number | null, retentionBytes: number | null, cleanup: string | null = 'delete') => ({
    retentionMs,
    retentionBytes,
    cleanup,
    uncleanElection: null,
  })
  expect(retentionOf(settings(604_800_000, -1), 5)).toEqual({ byTime: '7 d', bySize: 'no limit', decides: 'time' })
  expect(retentionOf(settings(604_800_000, 1024), 2048)).toMatchObject({ bySize: '1 KiB a partition', decides: 'size' })
  expect(retentionOf(settings(604_800_000, 1024), 512).decides).toBe('time')
  expect(retentionOf(settings(604_800_000, 1024), null).decides).toBe('unknown')
  expect(retentionOf(settings(-1, -1), 5)).toMatchObject({ byTime: 'for ever', decides: 'nothing' })
  expect(retentionOf(settings(604_800_000, -1, 'compact'), 5).decides).toBe('compaction')
  expect(retentionOf(settings(null, null, null), 5)).toEqual({
    byTime: 'unknown',
    bySize: 'unknown',
    decides: 'unknown',
  })
})
