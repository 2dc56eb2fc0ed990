import { CONSUMER_GROUP_HEARTBEAT } from '../../apis/consumer-group-heartbeat.ts'
import { ErrorCode } from '../error-code.ts'
import { liveConsumerGroupsOf, partitionsById } from '../groups/live-consumer-groups.ts'
import { coordinatorError } from '../groups/live-groups.ts'
import { handler } from '../handler.ts'

const NOTHING = { memberId: null, memberEpoch: 0, heartbeatIntervalMs: 0, assignment: null }

/** ConsumerGroupHeartbeat (KIP-848): joins, keeps, moves and leaves. */
export const consumerGroupHeartbeatHandler = handler(CONSUMER_GROUP_HEARTBEAT, (request, context) => {
  const { cluster, clientId, connection } = context
  const errorCode = coordinatorError(CONSUMER_GROUP_HEARTBEAT.key, request.groupId, context)
  if (errorCode !== 0) return { ...NOTHING, errorCode, errorMessage: null }
  // Brokers with ZooKeeper offer it, and have no coordinator for it.
  if (cluster.identity.mode === 'zookeeper')
    return { ...NOTHING, errorCode: ErrorCode.UNSUPPORTED_VERSION, errorMessage: null }
  const world = cluster.groups.get(request.groupId)
  if (world?.type === 'classic' && world.members.length > 0) {
    const errorMessage = `Group ${request.groupId} is not a consumer group.`
    return { ...NOTHING, errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage }
  }
  if (typeof request.subscribedTopicRegex === 'string' && request.subscribedTopicRegex !== '') {
    const errorMessage = 'Subscriptions by regular expression are not simulated.'
    return { ...NOTHING, errorCode: ErrorCode.INVALID_REQUEST, errorMessage }
  }
  const owned =
    request.topicPartitions?.flatMap((one) => one.partitions.map((index) => `${one.topicId}:${index}`)) ?? null
  const clientHost = `/${connection.peer.replace(/:\d+$/, '')}`
  const answer = liveConsumerGroupsOf(context).heartbeat({ ...request, owned, clientId: clientId ?? '', clientHost })
  return { ...answer, assignment: answer.assignment === null ? null : { topicPartitions: told(answer.assignment) } }
})

function told(keys: readonly string[]) {
  return [...partitionsById(keys)].map(([topicId, partitions]) => ({ topicId, partitions }))
}
