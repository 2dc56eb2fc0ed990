import { OFFSET_COMMIT } from '../../apis/offset-commit.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Cluster } from '../../world/cluster.ts'
import type { Group } from '../../world/group.ts'
import { ErrorCode } from '../error-code.ts'
import { liveConsumerGroupsIfAny } from '../groups/live-consumer-groups.ts'
import { coordinatorError, liveGroupsOf } from '../groups/live-groups.ts'
import { handler, type RequestContext } from '../handler.ts'

type Request = RequestOf<typeof OFFSET_COMMIT>
type Commit = Request['topics'][number]['partitions'][number]

/** OffsetCommit of a member, or from outside while nobody is in the group. */
export const offsetCommitHandler = handler(OFFSET_COMMIT, (request, context) => {
  const { cluster, version } = context
  const refusal = coordinatorError(OFFSET_COMMIT.key, request.groupId, context) || groupError(request, context)
  const topics = request.topics.map(({ name, topicId, partitions }) => {
    const topic = version >= 10 ? cluster.topicsById.get(topicId) : cluster.topics.get(name)
    const unknown = version >= 10 ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
    const answers = partitions.map((commit) => {
      const isKnown = topic?.partitions[commit.partitionIndex] !== undefined
      const errorCode = refusal !== 0 ? refusal : isKnown ? metadataError(commit) : unknown
      if (errorCode === 0 && topic !== undefined) store(groupOf(cluster, request.groupId), topic.name, commit)
      return { partitionIndex: commit.partitionIndex, errorCode }
    })
    return { name, topicId, partitions: answers }
  })
  if (refusal === 0) cluster.tell('groups')
  return { topics }
})

/** `offset.metadata.max.bytes` */
const LARGEST_METADATA = 4_096

function metadataError({ committedMetadata }: Commit): number {
  const isTooLarge = (committedMetadata?.length ?? 0) > LARGEST_METADATA
  return isTooLarge ? ErrorCode.OFFSET_METADATA_TOO_LARGE : ErrorCode.NONE
}

function groupError(request: Request, context: RequestContext): number {
  const { groupId, memberId, groupInstanceId, generationIdOrMemberEpoch: generationId } = request
  const ofConsumer = liveConsumerGroupsIfAny(context.cluster)?.commitError(groupId, {
    memberId,
    memberEpoch: generationId,
  })
  if (typeof ofConsumer === 'number') return ofConsumer
  const live = liveGroupsOf(context)
  const world = context.cluster.groups.get(groupId)
  // Members that the world made up are as good as any: nobody commits past them.
  if (live.describe(groupId) === null && world !== undefined && world.members.length > 0)
    return ErrorCode.UNKNOWN_MEMBER_ID
  return live.commitError({ groupId, memberId, groupInstanceId, generationId })
}

function groupOf(cluster: Cluster, id: string): Group {
  const known = cluster.groups.get(id)
  if (known !== undefined) return known
  const fresh: Group = {
    id,
    type: 'classic',
    protocolType: '',
    protocol: '',
    state: 'Empty',
    epoch: 0,
    members: [],
    commits: new Map(),
  }
  cluster.groups.set(id, fresh)
  return fresh
}

function store(group: Group, topic: string, commit: Commit): void {
  const partitions = group.commits.get(topic) ?? []
  while (partitions.length <= commit.partitionIndex) partitions.push({ kind: 'none' })
  const { committedLeaderEpoch: leaderEpoch, committedMetadata } = commit
  partitions[commit.partitionIndex] = {
    kind: 'held',
    offset: Number(commit.committedOffset),
    leaderEpoch,
    metadata: committedMetadata ?? '',
  }
  group.commits.set(topic, partitions)
}
