import { DELETE_RECORDS } from '../../apis/delete-records.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

const TO_THE_END = -1n

/** DeleteRecords (KIP-107): the leader moves the log's start; -1 stands for the high watermark. */
export const deleteRecordsHandler = handler(DELETE_RECORDS, (request, context) => ({
  topics: request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, offset }) => ({
      partitionIndex,
      lowWatermark: -1n,
      ...deleted(name, { index: partitionIndex, offset }, context),
    })),
  })),
}))

function deleted(
  topic: string,
  { index, offset }: { index: number; offset: bigint },
  { cluster, node, now, errors }: RequestContext,
): { errorCode: number; lowWatermark?: bigint } {
  const wanted = errors.codeFor(DELETE_RECORDS.key, topic, index)
  if (wanted !== 0) return { errorCode: wanted }
  const partition = cluster.partition(topic, index)
  if (partition === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }
  if (partition.leader !== node.id) return { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER }
  // A log that is compacted only keeps the last record of every key.
  if (cluster.topics.get(topic)?.configs.get('cleanup.policy') === 'compact') {
    return { errorCode: ErrorCode.POLICY_VIOLATION }
  }
  const end = BigInt(partition.log.endOffset(now))
  const before = offset === TO_THE_END ? end : offset
  if (before < 0n || before > end) return { errorCode: ErrorCode.OFFSET_OUT_OF_RANGE }
  return { errorCode: ErrorCode.NONE, lowWatermark: BigInt(partition.log.deleteBefore(Number(before), now)) }
}
