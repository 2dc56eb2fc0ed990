import { LIST_OFFSETS } from '../../apis/list-offsets.ts'
import type { Partition } from '../../world/partition.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

/** Timestamps that stand for a place instead of a time (`ListOffsetsRequest`). */
const LATEST = -1n
const EARLIEST = -2n
const MAX_TIMESTAMP = -3n
const EARLIEST_LOCAL = -4n

/** ListOffsets: answered by the leader of each partition; others say 6. */
export const listOffsetsHandler = handler(LIST_OFFSETS, (request, context) => ({
  topics: request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, timestamp }) => ({
      partitionIndex,
      ...offsetOf(name, { index: partitionIndex, timestamp }, context),
    })),
  })),
}))

function offsetOf(topic: string, asked: { index: number; timestamp: bigint }, context: RequestContext) {
  const { cluster, node, now, errors, version } = context
  const told = errors.codeFor(LIST_OFFSETS.key, topic, asked.index)
  if (told !== 0) return { errorCode: told }
  const partition = cluster.partition(topic, asked.index)
  if (partition === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }
  if (partition.leader !== node.id) return { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER }
  const { offset, timestamp } = place(partition, asked.timestamp, now)
  const leaderEpoch = partition.leaderEpoch
  if (version === 0) return { oldStyleOffsets: offset < 0 ? [] : [offset] }
  return { offset, timestamp, leaderEpoch }
}

function place({ log }: Partition, timestamp: bigint, now: number): { offset: number; timestamp: number } {
  const end = log.endOffset(now)
  const start = log.startOffset(now)
  if (timestamp === LATEST) return { offset: end, timestamp: -1 }
  if (timestamp === EARLIEST || timestamp === EARLIEST_LOCAL) return { offset: start, timestamp: -1 }
  if (timestamp === MAX_TIMESTAMP) {
    return end === start
      ? { offset: -1, timestamp: -1 }
      : { offset: end - 1, timestamp: log.timestampOf(end - 1, now) ?? -1 }
  }
  if (timestamp < 0n) return { offset: -1, timestamp: -1 }
  const offset = log.firstAtOrAfter(Number(timestamp), now)
  return offset === null ? { offset: -1, timestamp: -1 } : { offset, timestamp: log.timestampOf(offset, now) ?? -1 }
}
