import { OFFSET_DELETE } from '../../apis/offset-delete.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Group } from '../../world/group.ts'
import { ErrorCode } from '../error-code.ts'
import { coordinatorError } from '../groups/live-groups.ts'
import { handler } from '../handler.ts'

type Asked = RequestOf<typeof OFFSET_DELETE>['topics'][number]

/** OffsetDelete (KIP-496): takes back commits of topics that no member reads. */
export const offsetDeleteHandler = handler(OFFSET_DELETE, (request, context) => {
  const { cluster } = context
  const refusal = coordinatorError(OFFSET_DELETE.key, request.groupId, context)
  if (refusal !== 0) return { errorCode: refusal }
  const group = cluster.groups.get(request.groupId)
  if (group === undefined) return { errorCode: ErrorCode.GROUP_ID_NOT_FOUND }
  // What others than consumers read, the coordinator cannot tell.
  if (group.members.length > 0 && group.protocolType !== 'consumer') return { errorCode: ErrorCode.NON_EMPTY_GROUP }
  const topics = request.topics.map((asked) => ({
    name: asked.name,
    partitions: asked.partitions.map(({ partitionIndex }) => ({
      partitionIndex,
      errorCode: errorOf(group, asked, cluster.partition(asked.name, partitionIndex) !== undefined),
    })),
  }))
  for (const { name, partitions } of topics) {
    for (const { partitionIndex, errorCode } of partitions) if (errorCode === 0) forget(group, name, partitionIndex)
  }
  if (group.commits.size === 0 && group.members.length === 0) cluster.groups.delete(group.id)
  cluster.tell('groups')
  return { errorCode: ErrorCode.NONE, topics }
})

function errorOf(group: Group, { name }: Asked, isKnown: boolean): number {
  if (!isKnown) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
  const isRead = group.members.length > 0 && group.commits.has(name)
  return isRead ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE
}

function forget(group: Group, topic: string, partition: number): void {
  const commits = group.commits.get(topic)
  if (commits?.[partition] === undefined) return
  commits[partition] = { kind: 'none' }
  if (commits.every(({ kind }) => kind === 'none')) group.commits.delete(topic)
}
