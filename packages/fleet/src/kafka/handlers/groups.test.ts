import { describe, expect, it } from 'vitest'
import { CONSUMER_GROUP_DESCRIBE } from '../../apis/consumer-group-describe.ts'
import { DELETE_GROUPS } from '../../apis/delete-groups.ts'
import { DESCRIBE_GROUPS } from '../../apis/describe-groups.ts'
import { FIND_COORDINATOR } from '../../apis/find-coordinator.ts'
import { LIST_GROUPS } from '../../apis/list-groups.ts'
import { OFFSET_DELETE } from '../../apis/offset-delete.ts'
import { OFFSET_FETCH } from '../../apis/offset-fetch.ts'
import { joinMember, stopGroup } from '../../world/operations/consumers.ts'
import { coordinatorOf, createGroup, offsetsPartitionOf } from '../../world/operations/groups.ts'
import { lead } from '../../world/operations/leadership.ts'
import { ErrorCode } from '../error-code.ts'
import { assignedPartitions } from '../groups/consumer-protocol.ts'
import { consumerGroupDescribeHandler } from './consumer-group-describe.ts'
import { deleteGroupsHandler } from './delete-groups.ts'
import { describeGroupsHandler } from './describe-groups.ts'
import { findCoordinatorHandler } from './find-coordinator.ts'
import { listGroupsHandler } from './list-groups.ts'
import { offsetDeleteHandler } from './offset-delete.ts'
import { offsetFetchHandler } from './offset-fetch.ts'
import { oneCluster } from './one-cluster.fake.ts'

/** Three groups: classic, of the new protocol, and commits without members. */
function withGroups() {
  const fixture = oneCluster()
  const { cluster } = fixture
  createGroup(cluster, { id: 'billing', type: 'classic', topics: ['busy', 'quiet'], members: 2, lagMs: 1_000 })
  createGroup(cluster, { id: 'next-gen', type: 'consumer', topics: ['busy'], members: 1, lagMs: 1_000 })
  createGroup(cluster, { id: 'old', type: 'classic', topics: ['busy'], members: 0, lagMs: 60_000 })
  const at = (id: string) => coordinatorOf(cluster, id)
  const elsewhere = (id: string) => [1, 2, 3].find((node) => node !== at(id))!
  const describeOne = async (id: string, { nodeId = at(id), version = 6 } = {}) =>
    (await fixture.ask(describeGroupsHandler, DESCRIBE_GROUPS, { request: { groups: [id] }, nodeId, version }))!
      .groups[0]!
  const list = async (request: { statesFilter?: string[]; typesFilter?: string[] } = {}) => {
    const answers = await Promise.all(
      [1, 2, 3].map((nodeId) => fixture.ask(listGroupsHandler, LIST_GROUPS, { request, nodeId })),
    )
    return answers.flatMap((one) => one!.groups.map((group) => group.groupId)).toSorted()
  }
  /** Every partition of `__consumer_offsets` loses its leader. */
  const orphan = () => {
    for (const partition of cluster.topics.get('__consumer_offsets')!.partitions) lead(cluster, partition, -1)
  }
  return { ...fixture, at, elsewhere, describeOne, list, orphan }
}

describe('ListGroups', () => {
  it('lists each group once, by its coordinator', async () => {
    expect(await withGroups().list()).toEqual(['billing', 'next-gen', 'old'])
  })

  it('lists what is asked for by state and type, in any case', async () => {
    const { list, cluster } = withGroups()
    expect(await list({ statesFilter: ['empty'] })).toEqual(['old'])
    expect(await list({ typesFilter: ['Consumer'] })).toEqual(['next-gen'])
    stopGroup(cluster, 'billing')
    expect(await list({ statesFilter: ['Empty'], typesFilter: ['classic'] })).toEqual(['billing', 'old'])
  })

  it('says 14 while a new coordinator reads', async () => {
    const { cluster, agenda, ask, elsewhere } = withGroups()
    const nodeId = elsewhere('old')
    lead(cluster, cluster.partition('__consumer_offsets', offsetsPartitionOf(cluster, 'old'))!, nodeId)
    const asked = () => ask(listGroupsHandler, LIST_GROUPS, { request: {}, nodeId })
    expect((await asked())!.errorCode).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)
    agenda.advance(agenda.now + 1_000)
    const answer = await asked()
    expect([answer!.errorCode, answer!.groups.some(({ groupId }) => groupId === 'old')]).toEqual([0, true])
  })
})

describe('DescribeGroups', () => {
  it('tells members with what consumers say to each other, in every version of that', async () => {
    const { cluster, describeOne, at } = withGroups()
    const versions = new Set<number>()
    for (let i = 0; i < 24; i += 1) {
      const id = `g${i}`
      createGroup(cluster, { id, type: 'classic', topics: ['busy', 'quiet'], members: 1, lagMs: 0 })
      const { members, ...group } = await describeOne(id, { nodeId: at(id) })
      expect(group).toMatchObject({
        errorCode: 0,
        groupState: 'Stable',
        protocolType: 'consumer',
        protocolData: 'range',
      })
      const { memberMetadata, memberAssignment } = members[0]!
      versions.add(memberMetadata.readInt16BE(0))
      expect(memberMetadata.readInt32BE(2)).toBe(2)
      expect(memberMetadata.toString('utf8', 8, 12)).toBe('busy')
      expect([...assignedPartitions(memberAssignment)]).toEqual([
        ['busy', [0]],
        ['quiet', [0]],
      ])
    }
    expect([...versions].toSorted()).toEqual([0, 1, 2, 3])
  })

  it('keeps protocols to itself while the group meets', async () => {
    const { cluster, describeOne } = withGroups()
    joinMember(cluster, 'billing')
    const group = await describeOne('billing')
    expect(group).toMatchObject({ groupState: 'PreparingRebalance', protocolData: '' })
    expect(group.members.map((one) => one.memberMetadata.length)).toEqual([0, 0, 0])
  })

  it.each([
    ['next-gen', 'Group next-gen is not a classic group.'],
    ['nobody', 'Group nobody not found.'],
  ])('calls %s dead, from version 6 on with 69', async (id, errorMessage) => {
    const { describeOne } = withGroups()
    expect(await describeOne(id)).toMatchObject({ errorCode: 69, errorMessage, groupState: 'Dead' })
    expect(await describeOne(id, { version: 5 })).toMatchObject({ errorCode: 0, groupState: 'Dead', members: [] })
  })

  it('is answered by the coordinator only', async () => {
    const { describeOne, elsewhere, orphan } = withGroups()
    expect((await describeOne('billing', { nodeId: elsewhere('billing') })).errorCode).toBe(ErrorCode.NOT_COORDINATOR)
    orphan()
    expect((await describeOne('billing', { nodeId: 1 })).errorCode).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE)
  })

  it('tells what may be done only when asked', async () => {
    const { ask, at, describeOne } = withGroups()
    expect((await describeOne('old')).authorizedOperations).toBe(-2_147_483_648)
    const request = { groups: ['old'], includeAuthorizedOperations: true }
    const answer = await ask(describeGroupsHandler, DESCRIBE_GROUPS, { request, nodeId: at('old') })
    expect(answer!.groups[0]!.authorizedOperations).toBe(328)
  })
})

describe('ConsumerGroupDescribe', () => {
  it('tells epochs, assignment and target of a group that moves', async () => {
    const { cluster, agenda, ask, at } = withGroups()
    const { epoch } = cluster.groups.get('next-gen')!
    const asked = async () =>
      (await ask(consumerGroupDescribeHandler, CONSUMER_GROUP_DESCRIBE, {
        request: { groupIds: ['next-gen'] },
        nodeId: at('next-gen'),
      }))!.groups[0]!
    expect(await asked()).toMatchObject({
      groupState: 'Stable',
      groupEpoch: epoch,
      assignmentEpoch: epoch,
      assignorName: 'uniform',
      members: [{ memberEpoch: epoch, memberType: 1, subscribedTopicNames: ['busy'] }],
    })
    joinMember(cluster, 'next-gen')
    agenda.advance(agenda.now + 600)
    const moving = await asked()
    expect(moving).toMatchObject({ groupState: 'Reconciling', groupEpoch: epoch + 1 })
    expect(moving.members.map((one) => one.memberEpoch)).toEqual([epoch, epoch])
    const topicId = cluster.topics.get('busy')!.id
    expect(moving.members[0]!.targetAssignment.topicPartitions).toEqual([
      { topicId, topicName: 'busy', partitions: [0] },
    ])
  })

  it('says 69 of all other groups', async () => {
    const { ask, at } = withGroups()
    const request = { groupIds: ['billing'] }
    const answer = await ask(consumerGroupDescribeHandler, CONSUMER_GROUP_DESCRIBE, { request, nodeId: at('billing') })
    expect(answer!.groups[0]).toMatchObject({ errorCode: 69, errorMessage: 'Group billing is not a consumer group.' })
  })
})

describe('OffsetFetch', () => {
  it('tells all of many groups, near the end of what is written', async () => {
    const { ask, at, cluster } = withGroups()
    const request = {
      groups: [
        { groupId: 'billing', topics: null },
        { groupId: 'nobody', topics: null },
      ],
    }
    const { groups } = (await ask(offsetFetchHandler, OFFSET_FETCH, { request, nodeId: at('billing'), version: 9 }))!
    expect(groups[0]!.topics.map((one) => one.name)).toEqual(['busy', 'quiet'])
    const lag =
      cluster.partition('busy', 0)!.log.endOffset(cluster.now) -
      Number(groups[0]!.topics[0]!.partitions[0]!.committedOffset)
    expect(lag).toBeGreaterThanOrEqual(10)
    expect(lag).toBeLessThanOrEqual(61)
  })

  it('names topics by id from version 10 on', async () => {
    const { ask, at, cluster } = withGroups()
    const busy = cluster.topics.get('busy')!.id
    const topics = [busy, 'f'.repeat(32)].map((topicId) => ({ topicId, partitionIndexes: [0] }))
    const request = { groups: [{ groupId: 'old', topics }] }
    const { groups } = (await ask(offsetFetchHandler, OFFSET_FETCH, { request, nodeId: at('old'), version: 10 }))!
    expect(groups[0]!.topics.map((one) => one.partitions[0]!.errorCode)).toEqual([0, ErrorCode.UNKNOWN_TOPIC_ID])
  })

  it('refuses where versions before 8 have the place for it', async () => {
    const { ask, elsewhere } = withGroups()
    const request = { groupId: 'old', topics: [{ name: 'busy', partitionIndexes: [0] }] }
    const asked = (version: number) =>
      ask(offsetFetchHandler, OFFSET_FETCH, { request, nodeId: elsewhere('old'), version })
    expect(await asked(7)).toMatchObject({ errorCode: 16 })
    expect((await asked(1))!.topics).toMatchObject([
      { name: 'busy', partitions: [{ errorCode: 16, committedOffset: -1n }] },
    ])
  })
})

describe('OffsetDelete', () => {
  it('takes back commits of an empty group, and the group with the last of them', async () => {
    const { ask, at, cluster } = withGroups()
    const topics = [{ name: 'busy', partitions: [{ partitionIndex: 0 }, { partitionIndex: 9 }] }]
    const asked = (groupId: string) =>
      ask(offsetDeleteHandler, OFFSET_DELETE, { request: { groupId, topics }, nodeId: at(groupId) })
    const answer = (await asked('old'))!
    expect(answer.topics[0]!.partitions.map((one) => one.errorCode)).toEqual([0, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION])
    expect(cluster.groups.has('old')).toBe(false)
    expect((await asked('old'))!.errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND)
    expect((await asked('billing'))!.topics[0]!.partitions[0]!.errorCode).toBe(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC)
  })
})

describe('DeleteGroups', () => {
  it('deletes what is empty, and says why it does not the rest', async () => {
    const { ask, at, cluster, elsewhere } = withGroups()
    const asked = async (id: string, nodeId = at(id)) =>
      (await ask(deleteGroupsHandler, DELETE_GROUPS, { request: { groupsNames: [id] }, nodeId }))!.results[0]!.errorCode
    expect(await asked('billing')).toBe(ErrorCode.NON_EMPTY_GROUP)
    expect(await asked('nobody')).toBe(ErrorCode.GROUP_ID_NOT_FOUND)
    expect(await asked('old', elsewhere('old'))).toBe(ErrorCode.NOT_COORDINATOR)
    expect(await asked('old')).toBe(ErrorCode.NONE)
    expect([...cluster.groups.keys()]).toEqual(['billing', 'next-gen'])
  })
})

describe('FindCoordinator', () => {
  it('finds many at once, each by its own partition, and none while that has no leader', async () => {
    const { ask, at, orphan } = withGroups()
    const request = { key: 'old', keyType: 0, coordinatorKeys: ['billing', 'old'] }
    const asked = (version: number) => ask(findCoordinatorHandler, FIND_COORDINATOR, { request, nodeId: 1, version })
    expect((await asked(6))!.coordinators).toMatchObject([
      { key: 'billing', nodeId: at('billing'), errorCode: 0 },
      { key: 'old', nodeId: at('old'), errorCode: 0 },
    ])
    expect(await asked(3)).toMatchObject({ nodeId: at('old'), errorCode: 0 })
    orphan()
    expect(await asked(3)).toMatchObject({ nodeId: -1, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE })
  })
})
