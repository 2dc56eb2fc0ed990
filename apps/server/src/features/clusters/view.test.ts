import { clusterDetailSchema } from '@perigee/contract'
import { clusterFacts, NOW, readingOf, zookeeperOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { featureWords, metadataVersionName } from './features.ts'
import { clusterView } from './view.ts'

const viewed = (cluster: ReturnType<typeof fakeCluster>, now = NOW) =>
  clusterView(cluster, { now, startedAt: NOW - 60_000 })

test('a KRaft cluster: quorum members in words, cells by rack', () => {
  const answer = viewed(fakeCluster({ brokers: [1, 2, 3, 4, 5, 6], down: [3] }))
  expect(clusterDetailSchema.parse(answer)).toEqual(answer)
  expect(answer.data.quorumMembers.map(({ id, role, word }) => [id, role, word])).toEqual([
    [1, 'leader', 'Leader'],
    [2, 'voter', 'In step'],
    [3, 'voter', 'Silent for 1 min'],
    [4, 'observer', 'In step'],
    [5, 'observer', 'In step'],
    [6, 'observer', 'In step'],
  ])
  expect(answer.data.brokerCells.slice(0, 2)).toMatchObject([
    { id: 1, rack: 'rack-a', controller: true },
    { id: 4, rack: 'rack-a', controller: false },
  ])
  expect(answer.data.status).toBe('warning')
})

test('a ZooKeeper cluster: nodes in words', () => {
  const answer = viewed(fakeCluster({ mode: 'zookeeper', readings: { zookeeper: readingOf(zookeeperOf([2])) } }))
  expect(clusterDetailSchema.parse(answer)).toEqual(answer)
  expect(answer.data.zookeeperNodes.map(({ address, status, word }) => [address, status, word])).toEqual([
    ['zk-1:2181', 'ok', 'Leader'],
    ['zk-2:2181', 'warning', 'connection refused'],
    ['zk-3:2181', 'ok', 'Follower'],
  ])
})

test('feature levels are named as what they are', () => {
  expect([1, 7, 8, 19, 21, 25, 30, 33, 34].map(metadataVersionName)).toEqual([
    '3.0-IV1',
    '3.3-IV3',
    '3.4-IV0',
    '3.7-IV4',
    '3.9-IV0',
    '4.0-IV3',
    '4.3-IV0',
    '4.4-IV2',
    null,
  ])
  const feature = { name: 'metadata.version', finalizedLevel: 30, supportedMin: 7, supportedMax: 30 }
  expect(featureWords(feature)).toBe('metadata.version 30 = 4.3-IV0')
  expect(featureWords({ ...feature, finalizedLevel: 21 })).toBe(
    'metadata.version 21 = 3.9-IV0, up to 30 = 4.3-IV0 supported',
  )
  expect(
    featureWords({ ...feature, name: 'kraft.version', finalizedLevel: null, supportedMin: 0, supportedMax: 1 }),
  ).toBe('kraft.version not set, 0 to 1 supported')
})

test('facts of a cluster without any reading make a page of unknowns', () => {
  const { registry: _, ...rest } = clusterFacts()
  const never = { ...rest.topology, value: undefined, observedAt: undefined }
  const facts = {
    ...rest,
    registry: never,
    quorum: never,
    topology: never,
    logDirs: new Map(),
    endOffsets: never,
  } as never
  const answer = viewed(fakeCluster({}, { facts, remembered: new Map() }))
  expect(clusterDetailSchema.parse(answer)).toEqual(answer)
  expect(answer.data).toMatchObject({ mode: null, partitions: null, clusterId: null, brokers: { up: null } })
  expect(answer.data.status).not.toBe('ok')
})
