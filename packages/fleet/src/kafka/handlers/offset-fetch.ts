import { OFFSET_FETCH } from '../../apis/offset-fetch.ts'
import type { Cluster } from '../../world/cluster.ts'
import { committedOffset, type Progress } from '../../world/group.ts'
import { ErrorCode } from '../error-code.ts'
import { coordinatorError } from '../groups/live-groups.ts'
import { handler, type RequestContext } from '../handler.ts'

/** From here on many groups a request (KIP-709). */
const MANY_GROUPS_FROM = 8
/** Before it, each partition says what is wrong with the whole. */
const ERROR_OF_ALL_FROM = 2
const TOPIC_IDS_FROM = 10

interface AskedTopic {
  readonly name: string
  readonly topicId?: string
  readonly partitionIndexes: readonly number[]
}

/** OffsetFetch: what groups have committed; -1 where nothing is, also of groups that nobody knows. */
export const offsetFetchHandler = handler(OFFSET_FETCH, (request, context) => {
  if (context.version < MANY_GROUPS_FROM) return groupAnswer(request, context)
  return { groups: request.groups.map((asked) => ({ groupId: asked.groupId, ...groupAnswer(asked, context) })) }
})

function groupAnswer(asked: { groupId: string; topics: readonly AskedTopic[] | null }, context: RequestContext) {
  const { cluster, version } = context
  const errorCode = coordinatorError(OFFSET_FETCH.key, asked.groupId, context)
  if (errorCode !== 0) return { errorCode, topics: version < ERROR_OF_ALL_FROM ? refused(asked.topics, errorCode) : [] }
  const commits = cluster.groups.get(asked.groupId)?.commits
  const topics = (asked.topics ?? everything(cluster, commits)).map(({ name, topicId, partitionIndexes }) => {
    const byId = version >= TOPIC_IDS_FROM && topicId !== undefined
    const topic = byId ? cluster.topicsById.get(topicId)?.name : name
    const partitions = partitionIndexes.map((partitionIndex) => {
      if (topic === undefined) return { partitionIndex, ...NOTHING, errorCode: ErrorCode.UNKNOWN_TOPIC_ID }
      return {
        partitionIndex,
        ...told(commits?.get(topic)?.[partitionIndex], { cluster, topic, index: partitionIndex }),
      }
    })
    const id = topicId ?? (topic === undefined ? undefined : cluster.topics.get(topic)?.id)
    return { name: topic ?? name, ...(id === undefined ? {} : { topicId: id }), partitions }
  })
  return { errorCode, topics }
}

function refused(topics: readonly AskedTopic[] | null, errorCode: number) {
  return (topics ?? []).map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map((partitionIndex) => ({ partitionIndex, ...NOTHING, errorCode })),
  }))
}

const NOTHING = { committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode: 0 }

function told(progress: Progress | undefined, at: { cluster: Cluster; topic: string; index: number }) {
  const partition = at.cluster.partition(at.topic, at.index)
  const offset =
    progress === undefined || partition === undefined ? null : committedOffset(progress, partition.log, at.cluster.now)
  if (progress === undefined || offset === null) return NOTHING
  const held = progress.kind === 'held' ? progress : null
  const committedLeaderEpoch = held?.leaderEpoch ?? -1
  return { committedOffset: offset, committedLeaderEpoch, metadata: held?.metadata ?? '', errorCode: 0 }
}

/** Null asks for all that is committed. Commits of a topic go with it. */
function everything(cluster: Cluster, commits: ReadonlyMap<string, readonly Progress[]> | undefined): AskedTopic[] {
  const present = [...(commits ?? [])].filter(([name]) => cluster.topics.has(name))
  return present.map(([name, partitions]) => {
    const partitionIndexes = [...partitions.keys()].filter((index) => partitions[index]?.kind !== 'none')
    return { name, partitionIndexes }
  })
}
