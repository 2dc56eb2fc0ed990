import { describe, expect, it } from 'vitest'
import { DESCRIBE_CLUSTER } from '../../apis/describe-cluster.ts'
import { DESCRIBE_LOG_DIRS } from '../../apis/describe-log-dirs.ts'
import { DESCRIBE_QUORUM } from '../../apis/describe-quorum.ts'
import { METADATA } from '../../apis/metadata.ts'
import { freezeMetadata, thawMetadata } from '../../world/metadata-view.ts'
import { loseBroker } from '../../world/operations/broker-life.ts'
import { loseLogDir, repairLogDir } from '../../world/operations/disks.ts'
import { createTopic } from '../../world/operations/topics.ts'
import { describeClusterHandler } from './describe-cluster.ts'
import { describeLogDirsHandler } from './describe-log-dirs.ts'
import { describeQuorumHandler } from './describe-quorum.ts'
import { metadataHandler } from './metadata.ts'
import { oneCluster } from './one-cluster.fake.ts'

function seen() {
  const one = oneCluster({ logDirsPerBroker: 2, topics: [{ name: 'orders', partitions: 8, replicationFactor: 3 }] })
  const metadata = async (nodeId: number) =>
    (await one.ask(metadataHandler, METADATA, { request: { topics: null }, nodeId }))!
  const orders = async (nodeId: number) =>
    (await metadata(nodeId)).topics.find(({ name }) => name === 'orders')!.partitions
  return {
    ...one,
    metadata,
    offline: async (nodeId: number) => (await orders(nodeId)).map((partition) => partition.offlineReplicas),
    inSync: async (nodeId: number) => (await orders(nodeId)).map((partition) => [...partition.isrNodes].sort()),
    dirs: async (nodeId: number) =>
      (await one.ask(describeLogDirsHandler, DESCRIBE_LOG_DIRS, { request: { topics: null }, nodeId, version: 4 }))!
        .results,
    advance: (ms: number) => one.agenda.advance(one.agenda.now + ms),
  }
}

describe('what clients see', () => {
  it('of a lost disk: error 56 for it, its replicas offline and out of sync, the other disk as before', async () => {
    const { cluster, dirs, offline, inSync, advance } = seen()
    expect((await dirs(2)).map((one) => one.errorCode)).toEqual([0, 0])
    const before = (await dirs(2))[0]!.topics.flatMap((one) => one.partitions.map(() => one.name))
    loseLogDir(cluster, 2, 1)
    const after = await dirs(2)
    expect(after.map((one) => one.errorCode)).toEqual([0, 56])
    expect(after[0]!.topics.flatMap((one) => one.partitions.map(() => one.name))).toEqual(before)
    const lost = (await offline(1)).map((ids) => ids.join())
    expect(lost.filter((ids) => ids === '2')).toHaveLength(4)
    expect(lost.filter((ids) => ids === '')).toHaveLength(4)
    expect((await inSync(1)).filter((ids) => ids.join() === '1,3')).toHaveLength(4)
    repairLogDir(cluster, 2, 1)
    advance(20_000)
    expect((await offline(1)).flat()).toEqual([])
    expect((await inSync(1)).every((ids) => ids.join() === '1,2,3')).toBe(true)
  })

  it('of metadata that stands still: the old cluster from one broker, the new one from the others', async () => {
    const { cluster, ask, metadata, inSync, advance } = seen()
    await metadata(2)
    freezeMetadata(cluster, 2)
    createTopic(cluster, { name: 'new', partitions: 1, replicationFactor: 1 })
    loseBroker(cluster, 3, 'down')
    advance(10_000)
    const names = async (nodeId: number) => (await metadata(nodeId)).topics.map((one) => one.name)
    expect([(await names(1)).includes('new'), (await names(2)).includes('new')]).toEqual([true, false])
    expect((await metadata(2)).brokers.map((one) => one.nodeId)).toEqual([1, 2, 3])
    expect((await metadata(1)).brokers.map((one) => one.nodeId)).toEqual([1, 2])
    expect((await inSync(2)).every((ids) => ids.join() === '1,2,3')).toBe(true)
    expect((await inSync(1)).every((ids) => ids.join() === '1,2')).toBe(true)
    const told = await ask(describeClusterHandler, DESCRIBE_CLUSTER, { request: {}, nodeId: 2, version: 0 })
    expect(told!.brokers).toHaveLength(3)
    const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }]
    const quorum = await ask(describeQuorumHandler, DESCRIBE_QUORUM, { request: { topics }, nodeId: 1, version: 1 })
    const replicas = quorum!.topics[0]!.partitions[0]!
    const behind = [...replicas.currentVoters, ...replicas.observers].find((one) => one.replicaId === 2)!
    expect(cluster.now - Number(behind.lastCaughtUpTimestamp)).toBe(10_000)
    thawMetadata(cluster, 2)
    expect(await names(2)).toContain('new')
  })
})
