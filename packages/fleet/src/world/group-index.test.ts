import { describe, expect, it } from 'vitest'
import type { Group } from './group.ts'
import { GroupIndex, partitionKeeping } from './group-index.ts'

const group = (id: string): Group => ({
  id,
  type: 'classic',
  protocolType: '',
  protocol: '',
  state: 'Empty',
  epoch: 0,
  members: [],
  commits: new Map(),
})

const idsOf = (index: GroupIndex, partitions: number) =>
  Array.from({ length: partitions }, (_, partition) => [...index.keptBy(partition, partitions)].map(({ id }) => id))

describe('the index of groups', () => {
  it('keeps each group where Kafka does', () => {
    // `abs(groupId.hashCode) % partitions` of Java.
    expect([partitionKeeping('a', 50), partitionKeeping('ab', 50), partitionKeeping('', 50)]).toEqual([47, 5, 0])
  })

  it('follows what is set, replaced, deleted, and another number of partitions', () => {
    const index = new GroupIndex()
    index.set('a', group('a'))
    expect(idsOf(index, 50)[47]).toEqual(['a'])
    index.set('ab', group('ab'))
    index.set('a', group('a'))
    expect(idsOf(index, 50).flat().toSorted()).toEqual(['a', 'ab'])
    expect(idsOf(index, 3).flat().toSorted()).toEqual(['a', 'ab'])
    index.delete('a')
    expect(idsOf(index, 3).flat()).toEqual(['ab'])
    index.clear()
    expect(idsOf(index, 3).flat()).toEqual([])
  })
})
