import { partitionsSchema } from '@perigee/contract'
import { NOW, readingOf, topologyOf, zookeeperOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { partitionsView } from './view.ts'

const rows = (cluster: ReturnType<typeof fakeCluster>, q = '', sort = 'status') =>
  partitionsView(cluster, { q, sort }, NOW).data.items.map(({ topic, partition }) => `${topic}-${partition}`)

test('worst first over all topics, internal ones too', () => {
  const topics = {
    a: { partitions: 2 },
    b: { partitions: [{ replicas: [1, 2, 3], isr: [1, 2] }] },
    __c: { partitions: [{ replicas: [3] }], internal: true },
  }
  const cluster = fakeCluster({ topics, down: [3] })
  const answer = partitionsView(cluster, {}, NOW)
  expect(partitionsSchema.parse(answer)).toEqual(answer)
  expect(rows(cluster)).toEqual(['__c-0', 'a-0', 'a-1', 'b-0'])
  expect(rows(cluster, 'leader:none')).toEqual(['__c-0'])
  expect(rows(cluster, 'topic:a', '-partition')).toEqual(['a-1', 'a-0'])
  expect(rows(cluster, 'out-of-sync:3 -is:offline')).toEqual(['a-0', 'a-1', 'b-0'])
})

test('offsets and rates of an older topology are found by name, unknown ones stay unknown', () => {
  const brokers = [1, 2, 3]
  const older = topologyOf({ brokers, topics: { a: { partitions: 1 }, z: { partitions: 2 } } })
  const endOffsets = readingOf({
    topology: older,
    endOffset: BigInt64Array.from([5n, 9_007_199_254_740_993n, -1n]),
    messagesPerSecond: Float64Array.from([1, 2.5, Number.NaN]),
    totalMessagesPerSecond: 3.5,
  })
  const cluster = fakeCluster({ topics: { m: { partitions: 1 }, z: { partitions: 2 } }, readings: { endOffsets } })
  const { items } = partitionsView(cluster, { sort: 'topic' }, NOW).data
  expect(items.map(({ endOffset, messagesInPerSecond }) => [endOffset, messagesInPerSecond])).toEqual([
    [null, null],
    ['9007199254740993', 2.5],
    [null, null],
  ])
})

test('the size of a partition is the sum of its known copies, and says when one is missing', () => {
  const cluster = fakeCluster({ topics: { a: { partitions: 1 } } })
  expect(partitionsView(cluster, {}, NOW).data.items[0]).toMatchObject({ sizeBytes: 3_000_000, sizePartial: false })
  const logDirs = new Map([...cluster.facts.logDirs].slice(0, 2))
  const partly = fakeCluster({ topics: { a: { partitions: 1 } }, readings: { logDirs } })
  expect(partitionsView(partly, {}, NOW).data.items[0]).toMatchObject({ sizeBytes: 2_000_000, sizePartial: true })
  const blind = fakeCluster({ topics: { a: { partitions: 1 } }, readings: { logDirs: new Map() } })
  expect(partitionsView(blind, {}, NOW).data.items[0]).toMatchObject({ sizeBytes: null, sizePartial: true })
})

test('a silent leader that nobody can replace is drawn offline, not leading', () => {
  const spec = { mode: 'zookeeper' as const, silent: [1], topics: { a: { partitions: 1 } } }
  const zookeeper = readingOf(zookeeperOf([1, 2, 3]))
  const stuck = partitionsView(fakeCluster({ ...spec, readings: { zookeeper } }), {}, NOW).data.items[0]
  expect(stuck).toMatchObject({ status: 'critical', word: 'Offline', leader: 1 })
  expect(stuck?.replicas[0]).toEqual({ broker: 1, state: 'offline' })
  const moving = partitionsView(fakeCluster(spec), {}, NOW).data.items[0]
  expect(moving).toMatchObject({ status: 'warning', word: 'Leader silent' })
  expect(moving?.replicas[0]).toEqual({ broker: 1, state: 'leader' })
})
