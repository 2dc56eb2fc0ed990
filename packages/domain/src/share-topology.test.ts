import { topologyOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { shareTopology, withTopicNames } from './share-topology.ts'
import type { Topology } from './topology.ts'

const made = () => topologyOf({ brokers: [1, 2, 3], topics: { a: { partitions: 3 }, b: { partitions: 2 } } })

test('an equal topology is the earlier one', () => {
  const earlier = made()
  expect(shareTopology(earlier, made())).toBe(earlier)
})

test('a moved leader leaves the topics shared, and is seen', () => {
  const earlier = made()
  const fresh = made()
  fresh.partitions.leader[4] = 9
  const shared = shareTopology(earlier, fresh)
  expect(shared.topics).toBe(earlier.topics)
  expect(shared.partitions).toBe(fresh.partitions)
})

test('whatever column differs is seen', () => {
  const columns = ['leader', 'leaderEpoch', 'replicaFlags', 'firstReplica', 'replica', 'error', 'id', 'topic'] as const
  for (const column of columns) {
    const fresh = made()
    fresh.partitions[column][0] = 7
    expect(shareTopology(made(), fresh).partitions, column).toBe(fresh.partitions)
  }
  for (const column of ['firstRow', 'errors', 'internal'] as const) {
    const fresh = made()
    fresh.topics[column][0] = 7
    expect(shareTopology(made(), fresh).topics, column).toEqual(fresh.topics)
  }
  const recreated: Topology = { ...made(), topics: { ...made().topics, ids: ['other', null] } }
  expect(shareTopology(made(), recreated).topics).toEqual(recreated.topics)
  const other = { ...made(), fromBroker: 77 }
  expect(shareTopology(made(), other).fromBroker).toBe(77)
})

test('a topic more or less leaves every other where it is', () => {
  const three = topologyOf({
    brokers: [1, 2, 3],
    topics: { a: { partitions: 3 }, aa: { partitions: 1 }, b: { partitions: 2 } },
  })
  expect(shareTopology(made(), three)).toEqual(three)
  expect(shareTopology(three, made())).toEqual(made())
})

test('names of log directories become those of the topology, unknown ones stay', () => {
  expect(withTopicNames(made(), ['b', 'gone', 'a'])).toEqual(['b', 'gone', 'a'])
})
