import { describe, expect, it } from 'vitest'
import { DELETE_GROUPS } from '../../apis/delete-groups.ts'
import { DESCRIBE_GROUPS } from '../../apis/describe-groups.ts'
import { JOIN_GROUP } from '../../apis/join-group.ts'
import { LEAVE_GROUP } from '../../apis/leave-group.ts'
import { LIST_GROUPS } from '../../apis/list-groups.ts'
import { OFFSET_COMMIT } from '../../apis/offset-commit.ts'
import { OFFSET_FETCH } from '../../apis/offset-fetch.ts'
import { SYNC_GROUP } from '../../apis/sync-group.ts'
import { coordinatorOf, createGroup } from '../../world/operations/groups.ts'
import { deleteTopic } from '../../world/operations/topics.ts'
import { ErrorCode } from '../error-code.ts'
import { writeAssignment, writeSubscription } from '../groups/consumer-protocol-writer.ts'
import { deleteGroupsHandler } from './delete-groups.ts'
import { describeGroupsHandler } from './describe-groups.ts'
import { joinGroupHandler } from './join-group.ts'
import { leaveGroupHandler } from './leave-group.ts'
import { listGroupsHandler } from './list-groups.ts'
import { offsetCommitHandler } from './offset-commit.ts'
import { offsetFetchHandler } from './offset-fetch.ts'
import { oneCluster } from './one-cluster.fake.ts'
import { syncGroupHandler } from './sync-group.ts'

const METADATA = writeSubscription(1, { topics: ['busy'], owned: new Map(), generationId: -1, rack: null })
const ASSIGNMENT = writeAssignment(1, new Map([['busy', [0]]]))

/** A client that has formed a group of one. */
async function withMember() {
  const fixture = oneCluster()
  const { cluster, agenda, ask } = fixture
  const groupId = 'live'
  const nodeId = coordinatorOf(cluster, groupId)
  const joining = { groupId, sessionTimeoutMs: 10_000, protocolType: 'consumer' }
  const join = (memberId: string) => {
    const request = { ...joining, memberId, protocols: [{ name: 'range', metadata: METADATA }] }
    return ask(joinGroupHandler, JOIN_GROUP, { request, nodeId, version: 5 })
  }
  const { memberId } = (await join(''))!
  const joined = join(memberId)
  await Promise.resolve()
  agenda.advance(agenda.now + 10)
  const { generationId } = (await joined)!
  const request = { groupId, generationId, memberId, assignments: [{ memberId, assignment: ASSIGNMENT }] }
  await ask(syncGroupHandler, SYNC_GROUP, { request, nodeId, version: 3 })
  const commit = async (more: { generationIdOrMemberEpoch?: number; memberId?: string; metadata?: string } = {}) => {
    const { metadata: committedMetadata = 'm', ...member } = more
    const partitions = [{ partitionIndex: 0, committedOffset: 42n, committedLeaderEpoch: 3, committedMetadata }]
    const asked = { groupId, memberId, generationIdOrMemberEpoch: generationId, topics: [{ name: 'busy', partitions }] }
    const answer = await ask(offsetCommitHandler, OFFSET_COMMIT, {
      request: { ...asked, ...member },
      nodeId,
      version: 8,
    })
    return answer!.topics[0]!.partitions[0]!.errorCode
  }
  const fetched = async (version = 9) => {
    const request = { groups: [{ groupId, topics: null }] }
    return (await ask(offsetFetchHandler, OFFSET_FETCH, { request, nodeId, version }))!.groups[0]!.topics
  }
  const remove = async () => {
    const request = { groupsNames: [groupId] }
    return (await ask(deleteGroupsHandler, DELETE_GROUPS, { request, nodeId }))!.results[0]!.errorCode
  }
  return { ...fixture, groupId, nodeId, memberId, generationId, commit, fetched, remove }
}

describe('a group that a client formed', () => {
  it('is listed and described with the bytes that its members sent', async () => {
    const { ask, nodeId, memberId } = await withMember()
    const { groups } = (await ask(listGroupsHandler, LIST_GROUPS, { request: {}, nodeId }))!
    expect(groups).toEqual([{ groupId: 'live', protocolType: 'consumer', groupState: 'Stable', groupType: 'classic' }])
    const asked = { request: { groups: ['live'] }, nodeId, version: 5 }
    const [described] = (await ask(describeGroupsHandler, DESCRIBE_GROUPS, asked))!.groups
    expect(described).toMatchObject({ groupState: 'Stable', protocolData: 'range' })
    expect(described!.members).toMatchObject([{ memberId, clientId: 'test', clientHost: '/127.0.0.1' }])
    expect(described!.members[0]!.memberMetadata.equals(METADATA)).toBe(true)
    expect(described!.members[0]!.memberAssignment.equals(ASSIGNMENT)).toBe(true)
  })

  it('keeps what its members commit, with epoch and metadata', async () => {
    const { commit, fetched } = await withMember()
    expect(await commit()).toBe(0)
    expect(await fetched()).toMatchObject([
      { name: 'busy', partitions: [{ committedOffset: 42n, committedLeaderEpoch: 3, metadata: 'm', errorCode: 0 }] },
    ])
  })

  it('takes no commits from others, of another generation, or with too much to say', async () => {
    const { commit, fetched } = await withMember()
    expect(await commit({ memberId: 'somebody' })).toBe(ErrorCode.UNKNOWN_MEMBER_ID)
    expect(await commit({ generationIdOrMemberEpoch: 9 })).toBe(ErrorCode.ILLEGAL_GENERATION)
    expect(await commit({ metadata: 'x'.repeat(5_000) })).toBe(ErrorCode.OFFSET_METADATA_TOO_LARGE)
    expect(await fetched()).toEqual([])
  })

  it('is deleted when its members have left, and then unknown', async () => {
    const { ask, commit, remove, memberId, groupId, nodeId, cluster } = await withMember()
    await commit()
    expect(await remove()).toBe(ErrorCode.NON_EMPTY_GROUP)
    await ask(leaveGroupHandler, LEAVE_GROUP, { request: { groupId, members: [{ memberId }] }, nodeId, version: 3 })
    expect([await remove(), await remove()]).toEqual([0, ErrorCode.GROUP_ID_NOT_FOUND])
    expect(cluster.groups.has(groupId)).toBe(false)
  })

  it('loses its commits with their topic', async () => {
    const { commit, fetched, cluster } = await withMember()
    await commit()
    deleteTopic(cluster, cluster.topics.get('busy')!)
    expect(await fetched()).toEqual([])
  })
})

describe('a group of the world', () => {
  it('takes no commits past its members, and some from outside once they are gone', async () => {
    const { ask, cluster } = oneCluster()
    createGroup(cluster, { id: 'made-up', type: 'classic', topics: ['busy'], members: 1, lagMs: 0 })
    const partitions = [{ partitionIndex: 0, committedOffset: 7n }]
    const request = { groupId: 'made-up', topics: [{ name: 'busy', partitions }] }
    const commit = async () => {
      const asked = { request, nodeId: coordinatorOf(cluster, 'made-up'), version: 8 }
      return (await ask(offsetCommitHandler, OFFSET_COMMIT, asked))!.topics[0]!.partitions[0]!.errorCode
    }
    expect(await commit()).toBe(ErrorCode.UNKNOWN_MEMBER_ID)
    cluster.groups.get('made-up')!.members = []
    expect(await commit()).toBe(0)
    expect(cluster.groups.get('made-up')!.commits.get('busy')?.[0]).toMatchObject({ kind: 'held', offset: 7 })
  })
})
