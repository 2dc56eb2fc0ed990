import { OFFSET_FOR_LEADER_EPOCH } from '../../apis/offset-for-leader-epoch.ts'
import type { RequestOf } from '../../wire/index.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

type Asked = RequestOf<typeof OFFSET_FOR_LEADER_EPOCH>['topics'][number]['partitions'][number]

const UNKNOWN_LEADER_EPOCH = 75

/**
 * OffsetForLeaderEpoch (KIP-320). The world keeps no history of epochs: an older one is answered with the log's end, which
 * tells a client that nothing it has read was cut off.
 */
export const offsetForLeaderEpochHandler = handler(OFFSET_FOR_LEADER_EPOCH, (request, context) => ({
  topics: request.topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map((asked) => ({ partition: asked.partition, ...endOf(topic, asked, context) })),
  })),
}))

function endOf(topic: string, asked: Asked, { cluster, node, now, errors }: RequestContext) {
  const wanted = errors.codeFor(OFFSET_FOR_LEADER_EPOCH.key, topic, asked.partition)
  if (wanted !== 0) return { errorCode: wanted }
  const partition = cluster.partition(topic, asked.partition)
  if (partition === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }
  if (partition.leader !== node.id) return { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER }
  const { leaderEpoch, log } = partition
  if (asked.currentLeaderEpoch > leaderEpoch) return { errorCode: UNKNOWN_LEADER_EPOCH }
  if (asked.currentLeaderEpoch >= 0 && asked.currentLeaderEpoch < leaderEpoch) {
    return { errorCode: ErrorCode.FENCED_LEADER_EPOCH }
  }
  if (asked.leaderEpoch < 0 || asked.leaderEpoch > leaderEpoch) return {}
  return { leaderEpoch: asked.leaderEpoch, endOffset: log.endOffset(now) }
}
