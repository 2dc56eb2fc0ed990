import { DELETE_TOPICS } from '../../apis/delete-topics.ts'
import type { RequestOf } from '../../wire/index.ts'
import { requestDeletion } from '../../world/operations/delete-topic.ts'
import { adminTurn, turnMessage } from '../admin-turn.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

type Asked = RequestOf<typeof DELETE_TOPICS>['topics'][number]

const NO_ID = '0'.repeat(32)

/** DeleteTopics by name, from version 6 on also by id (KIP-516). */
export const deleteTopicsHandler = handler(DELETE_TOPICS, async (request, context) => {
  const turn = await adminTurn(context)
  const asked =
    context.version >= 6 ? request.topics : request.topicNames.map((name) => ({ name, topicId: NO_ID }) satisfies Asked)
  return { responses: asked.map((one) => ({ ...one, ...remove(one, { turn, all: asked, context }) })) }
})

function remove(
  asked: Asked,
  { turn, all, context }: { turn: number; all: readonly Asked[]; context: RequestContext },
): { topicId?: string; name?: string | null; errorCode: number; errorMessage: string | null } {
  const { cluster, errors } = context
  const { name, topicId } = asked
  const wanted = name === null ? 0 : errors.codeFor(DELETE_TOPICS.key, name, null)
  if (wanted !== 0) return { errorCode: wanted, errorMessage: '' }
  if (turn !== 0) return { errorCode: turn, errorMessage: turnMessage(turn) }
  if (all.filter((one) => one.name === name && one.topicId === topicId).length > 1) {
    return { errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'Duplicate topic in request.' }
  }
  const topic = name === null ? cluster.topicsById.get(topicId) : cluster.topics.get(name)
  if (topic === undefined) {
    return name === null
      ? { errorCode: ErrorCode.UNKNOWN_TOPIC_ID, errorMessage: 'This server does not host this topic ID.' }
      : {
          errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          errorMessage:
            cluster.identity.mode === 'zookeeper' ? null : 'This server does not host this topic-partition.',
        }
  }
  requestDeletion(cluster, topic)
  return { name: topic.name, topicId: topic.id, errorCode: ErrorCode.NONE, errorMessage: null }
}
