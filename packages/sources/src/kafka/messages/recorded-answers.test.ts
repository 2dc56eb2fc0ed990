import { expect, test } from 'vitest'
import type { Message } from '../wire/message.ts'
import { createPause, type Pause } from '../wire/pause.ts'
import { WireReader } from '../wire/wire-reader.ts'
import { apiVersions } from './api-versions.ts'
import { describeCluster } from './describe-cluster.ts'
import { describeConfigs } from './describe-configs.ts'
import { describeLogDirs } from './describe-log-dirs.ts'
import { describeQuorum } from './describe-quorum.ts'
import { listOffsets } from './list-offsets.ts'
import { listPartitionReassignments } from './list-partition-reassignments.ts'
import { topicMetadata } from './metadata.ts'
import recorded from './recorded-answers.json' with { type: 'json' }

// Bodies of answers that real brokers gave while broker 3 of three was dead: topic rf1 has a partition without a leader.

const releases = Object.entries(recorded) as [string, Record<string, string>][]

function answers<A>(message: Message<never, A>): [string, number, Buffer][] {
  return releases.flatMap(([release, bodies]) =>
    Object.entries(bodies)
      .filter(([name]) => name.startsWith(`${message.name} v`))
      .map(([name, body]): [string, number, Buffer] => [
        release,
        Number(name.split(' v')[1]),
        Buffer.from(body, 'base64'),
      ]),
  )
}

async function decode<A>(message: Message<never, A>, version: number, body: Buffer, pause: Pause = createPause()) {
  const reader = new WireReader(body, { flexible: version >= message.flexibleFrom })
  return { value: await message.decode(reader, version, pause), left: reader.remaining }
}

test.each(answers(topicMetadata))('%s Metadata v%i', async (release, version, body) => {
  const { value, left } = await decode(topicMetadata, version, body)
  expect(left).toBe(0)
  const { topics, partitions } = value.topology
  expect(value.brokers.map((b) => b.id).sort()).toEqual([1, 2])
  expect(value.clusterId === null).toBe(version < 2)
  expect(topics.names).toEqual(['orders', 'payments', 'rf1'])
  expect(topics.ids.every((id) => (version >= 10 ? /^[\w-]{22}$/.test(id ?? '') : id === null))).toBe(true)
  expect([...topics.firstRow]).toEqual([0, 6, 9, 12])
  expect([...partitions.id]).toEqual([0, 1, 2, 3, 4, 5, 0, 1, 2, 0, 1, 2])
  expect([partitions.error[9], partitions.leader[9]]).toEqual([5, -1])
  const slot = partitions.firstReplica[9] as number
  expect(partitions.replica[slot]).toBe(3)
  // In sync by name only in ZooKeeper mode; offline from v5 on.
  const inSync = release === '3.9.1' ? 1 : 0
  expect(partitions.replicaFlags[slot]).toBe(inSync | (version >= 5 ? 2 : 0))
  expect(partitions.leaderEpoch[0] === -1).toBe(version < 7)
})

test.each(answers(apiVersions))('%s ApiVersions v%i', async (release, version, body) => {
  const { value, left } = await decode(apiVersions, version, body)
  expect(left).toBe(0)
  expect(value.apis.get(3)).toEqual([0, release === '3.9.1' ? 12 : 13])
  const levels = value.finalized.find((f) => f.name === 'metadata.version')
  expect(levels?.max).toBe(release === '4.3.1' && version >= 3 ? 30 : undefined)
})

test.each(answers(describeCluster))('%s DescribeCluster v%i', async (_release, version, body) => {
  const { value, left } = await decode(describeCluster, version, body)
  expect(left).toBe(0)
  expect(value.brokers.map((b) => [b.id, b.fenced])).toEqual(
    expect.arrayContaining([
      [3, true],
      [1, false],
      [2, false],
    ]),
  )
})

test.each(answers(describeQuorum))('%s DescribeQuorum v%i', async (_release, version, body) => {
  const { value, left } = await decode(describeQuorum, version, body)
  expect(left).toBe(0)
  expect(value.partition?.voters.map((v) => v.id).sort()).toEqual([1, 2, 3])
  expect(value.partition?.leaderId).toBeGreaterThan(0)
  // Version 2 tells where controllers listen (KIP-853).
  expect([...value.hosts].sort()).toEqual(version < 2 ? [] : [1, 2, 3].map((id) => [id, expect.stringMatching(/\S/)]))
  expect(value.partition?.voters.every((v) => v.logEndOffset > 0n)).toBe(true)
  expect(value.partition?.voters.some((v) => v.lastFetchAt > 0)).toBe(version >= 1)
})

test.each(answers(describeLogDirs))('%s DescribeLogDirs v%i', async (_release, version, body) => {
  const { value, left } = await decode(describeLogDirs, version, body)
  expect(left).toBe(0)
  expect(value.dirs).toHaveLength(1)
  expect(value.dirs[0]?.totalBytes === null).toBe(version < 4)
  expect([...value.topics].sort()).toEqual(['orders', 'payments', 'rf1'])
  expect(value.partition).toHaveLength(9)
  expect(value.sizeBytes.every((size) => size === 0)).toBe(true)
})

test.each(answers(listPartitionReassignments))('%s ListPartitionReassignments v%i', async (_release, version, body) => {
  const { value, left } = await decode(listPartitionReassignments, version, body)
  expect([value.error === 0 || value.error === 41, value.reassignments, left]).toEqual([true, [], 0])
})

test.each(answers(listOffsets))('%s ListOffsets v%i', async (_release, version, body) => {
  const { value, left } = await decode(listOffsets, version, body)
  expect(left).toBe(0)
  expect(value.topics).toEqual(['orders'])
  expect([...value.partition].sort()).toEqual([0, 1, 2])
  // Broker 1 leads some of them; for the others it says NOT_LEADER_OR_FOLLOWER.
  expect([...value.error].every((error) => error === 0 || error === 6)).toBe(true)
  expect([...value.offset]).toEqual([...value.error].map((error) => (error === 0 ? 0n : -1n)))
})

test.each(answers(describeConfigs))('%s DescribeConfigs v%i', async (_release, version, body) => {
  const { value, left } = await decode(describeConfigs, version, body)
  expect(left).toBe(0)
  expect(value.map((r) => [r.name, r.error])).toEqual([
    ['orders', 0],
    ['payments', 0],
    ['nope', 3],
  ])
  const retention = value[0]?.configs.find((c) => c.name === 'retention.ms')
  expect(retention).toMatchObject({ value: '3600000', source: 1, sensitive: false })
})

test('decoding yields in the middle of big answers and gives the same columns', async () => {
  const [, version, body] = answers(topicMetadata).at(-1) as [string, number, Buffer]
  let yields = 0
  const eager: Pause = {
    due: () => true,
    take: async () => {
      yields += 1
    },
  }
  const { value } = await decode(topicMetadata, version, body, eager)
  const { value: calm } = await decode(topicMetadata, version, body)
  expect(yields).toBeGreaterThanOrEqual(10)
  expect(value).toEqual(calm)
})
