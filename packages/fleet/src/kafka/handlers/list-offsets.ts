import { LIST_OFFSETS } from '../../apis/list-offsets.ts'
import type { Partition } from '../../world/partition.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { producedLog } from '../produced.ts'

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
  const leaderEpoch = offset < 0 ? -1 : partition.leaderEpoch
  if (version === 0) return { oldStyleOffsets: offset < 0 ? [] : [offset] }
  return { offset, timestamp, leaderEpoch }
}

function place(partition: Partition, timestamp: bigint, now: number): Place {
  const { log } = partition
  const end = log.endOffset(now)
  const start = log.startOffset(now)
  if (timestamp === LATEST) return { offset: end, timestamp: -1 }
  if (timestamp === EARLIEST || timestamp === EARLIEST_LOCAL) return { offset: start, timestamp: -1 }
  if (end === start) return NOWHERE
  if (timestamp === MAX_TIMESTAMP) return newest(partition, now)
  return timestamp < 0n ? NOWHERE : firstAtOrAfter(partition, Number(timestamp), now)
}

interface Place {
  readonly offset: number
  readonly timestamp: number
}

const NOWHERE: Place = { offset: -1, timestamp: -1 }

/** The record of the greatest timestamp: of what clients wrote, or of the traffic if there is any. */
function newest(partition: Partition, now: number): Place {
  const { log } = partition
  const last = log.endOffset(now) - 1
  const traffic = { offset: last, timestamp: log.timestampOf(last, now) ?? -1 }
  const produced = producedLog(partition, now)?.maxTimestamp() ?? null
  if (produced === null) return traffic
  if (log.ratePerSecond > 0 && traffic.timestamp > produced.timestampMs) return traffic
  return { offset: Number(produced.offset), timestamp: produced.timestampMs }
}

/** The first record of that time or later, in what clients wrote or in the traffic: whichever comes first in the log. */
function firstAtOrAfter(partition: Partition, timestampMs: number, now: number): Place {
  const { log } = partition
  const offset = log.firstAtOrAfter(timestampMs, now)
  const produced = producedLog(partition, now)?.offsetForTimestamp(timestampMs) ?? null
  if (produced !== null && (offset === null || produced.offset <= BigInt(offset)))
    return { offset: Number(produced.offset), timestamp: produced.timestampMs }
  return offset === null ? NOWHERE : { offset, timestamp: log.timestampOf(offset, now) ?? -1 }
}
