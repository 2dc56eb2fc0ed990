import { expect, test } from 'vitest'
import { buildTopology, partitionRow, REPLICA_IN_SYNC, REPLICA_OFFLINE, topicIndex } from './topology.ts'

const partition = (id: number, leader = 1) => ({
  id,
  error: 0,
  leader,
  leaderEpoch: 3,
  replicas: [1, 2],
  isr: [1],
  offline: [2],
})

test('columns keep topics sorted by name and partitions by id', () => {
  const topology = buildTopology(7, [
    { name: 'b', id: null, internal: false, error: 0, partitions: [partition(1), partition(0, -1)] },
    { name: 'a', id: 'x', internal: true, error: 3, partitions: [] },
  ])
  expect(topology.topics.names).toEqual(['a', 'b'])
  expect([...topology.topics.firstRow]).toEqual([0, 0, 2])
  expect([...topology.partitions.id]).toEqual([0, 1])
  expect([...topology.partitions.leader]).toEqual([-1, 1])
  expect([...topology.partitions.replicaFlags]).toEqual([
    REPLICA_IN_SYNC,
    REPLICA_OFFLINE,
    REPLICA_IN_SYNC,
    REPLICA_OFFLINE,
  ])
  expect(topicIndex(topology.topics, 'b')).toBe(1)
  expect(topicIndex(topology.topics, 'c')).toBe(-1)
  expect(partitionRow(topology, 1, 1)).toBe(1)
  expect(partitionRow(topology, 1, 9)).toBe(-1)
})
