import { DESCRIBE_PRODUCERS } from '../../apis/describe-producers.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { producedLog, producedOf } from '../produced.ts'

/** DescribeProducers (KIP-664): idempotent producers that wrote to a partition, told by its leader. No transactions. */
export const describeProducersHandler = handler(DESCRIBE_PRODUCERS, (request, context) => ({
  topics: request.topics.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map((index) => ({ partitionIndex: index, ...producersOf(name, index, context) })),
  })),
}))

function producersOf(topic: string, index: number, { cluster, node, now, errors }: RequestContext) {
  const wanted = errors.codeFor(DESCRIBE_PRODUCERS.key, topic, index)
  if (wanted !== 0) return { errorCode: wanted }
  const partition = cluster.partition(topic, index)
  if (partition === undefined)
    return {
      errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      errorMessage: 'This server does not host this topic-partition.',
    }
  if (partition.leader !== node.id) return { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER }
  // Asked for its producers, a partition that no client wrote to would begin to remember some.
  if (producedLog(partition, now) === null) return {}
  const producers = producedOf(partition).producers.active()
  return {
    activeProducers: producers.map(({ producerId, epoch, lastSequence, lastTimestampMs }) => ({
      producerId,
      producerEpoch: epoch,
      lastSequence,
      lastTimestamp: lastTimestampMs,
      coordinatorEpoch: -1,
    })),
  }
}
