import { FETCH } from '../../apis/fetch.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Partition } from '../../world/partition.ts'
import type { Topic } from '../../world/topic.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { producedLog, syntheticOf } from '../produced.ts'
import { readPartition } from '../records/index.ts'
import { readPatiently } from './fetch-wait.ts'
import { currentLeader, endpointsOf } from './leader-hint.ts'

type Request = RequestOf<typeof FETCH>
type AskedPartition = Request['topics'][number]['partitions'][number]

const FETCH_SESSION_ID_NOT_FOUND = 70
const UNKNOWN_LEADER_EPOCH = 75
/** Older clients want older record formats, which are not made here. */
const RECORD_BATCHES_FROM = 4
/** From here on consumers may read from a follower (KIP-392). */
const FOLLOWERS_FROM = 11
/** Records are made while a client waits: more in one answer would hold up every other node. Half of it is enough of any wait. */
const MOST_BYTES = 1_048_576
const NOTHING = Buffer.alloc(0)

/**
 * Fetch: answers when `minBytes` are there, when an error is, or after `maxWaitMs`. Sessions (KIP-227) are declined: every
 * fetch is a full one.
 */
export const fetchHandler = handler(FETCH, async (request, context) => {
  if (request.sessionId !== 0) return { errorCode: FETCH_SESSION_ID_NOT_FOUND }
  const { maxWaitMs, minBytes } = request
  const read = () => readAll(request, context)
  const isEnough = (one: Read) =>
    one.hasError || one.sizeBytes >= Math.min(minBytes, MOST_BYTES / 2) || one.read.length === 0
  const first = read()
  const isNow = isEnough(first) || maxWaitMs <= 0
  const last = isNow ? first : await readPatiently({ maxWaitMs, read, isEnough, partitions: first.read }, context)
  return { sessionId: 0, responses: last.responses, nodeEndpoints: endpointsOf(context.cluster, last.leaders) }
})

type Read = ReturnType<typeof readAll>

function readAll(request: Request, context: RequestContext) {
  const all = { sizeBytes: 0, hasError: false, leaders: [] as number[], read: [] as Partition[] }
  const responses = request.topics.map(({ topic: name, topicId, partitions }) => {
    const byId = context.version >= 13
    const topic = byId ? context.cluster.topicsById.get(topicId) : context.cluster.topics.get(name)
    const answers = partitions.map((asked) => {
      const leftBytes = Math.max(0, Math.min(request.maxBytes, MOST_BYTES) - all.sizeBytes)
      // The first records of an answer may be more than was asked for: else a large batch could never be read.
      const maxBytes = Math.min(asked.partitionMaxBytes, all.sizeBytes === 0 ? MOST_BYTES : leftBytes)
      const answer = readOne(topic, asked, { maxBytes, isFirst: all.sizeBytes === 0, context })
      all.sizeBytes += 'records' in answer ? answer.records.length : 0
      all.hasError ||= answer.errorCode !== 0
      if ('currentLeader' in answer) all.leaders.push(answer.currentLeader.leaderId)
      const partition = topic?.partitions[asked.partition]
      if (answer.errorCode === 0 && partition !== undefined) all.read.push(partition)
      return { partitionIndex: asked.partition, ...UNREAD, ...answer }
    })
    return { topic: name, topicId, partitions: answers }
  })
  return { ...all, responses }
}

const UNREAD = {
  highWatermark: -1,
  lastStableOffset: -1,
  logStartOffset: -1,
  records: NOTHING,
  abortedTransactions: null,
}

interface Allowance {
  readonly maxBytes: number
  readonly isFirst: boolean
  readonly context: RequestContext
}

function readOne(topic: Topic | undefined, asked: AskedPartition, { maxBytes, isFirst, context }: Allowance) {
  const { cluster, errors, version } = context
  const told = errors.codeFor(FETCH.key, topic?.name ?? null, asked.partition)
  if (told !== 0) return { errorCode: told }
  const partition = topic?.partitions[asked.partition]
  if (topic === undefined && version >= 13) return { errorCode: ErrorCode.UNKNOWN_TOPIC_ID, abortedTransactions: [] }
  if (partition === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }
  const leadership = leadershipError(partition, asked, context)
  if (leadership !== 0) return { errorCode: leadership, ...currentLeader(partition) }
  const highWatermark = partition.log.endOffset(cluster.now)
  const logStartOffset = partition.log.startOffset(cluster.now)
  const fromOffset = asked.fetchOffset
  if (fromOffset < BigInt(logStartOffset) || fromOffset > BigInt(highWatermark))
    return { errorCode: ErrorCode.OFFSET_OUT_OF_RANGE }
  const bytes = recordsFrom(partition, { fromOffset, endOffset: BigInt(highWatermark), maxBytes }, context)
  if (bytes.length > 0 && version < RECORD_BATCHES_FROM) return { errorCode: ErrorCode.UNSUPPORTED_VERSION }
  const records = isFirst || bytes.length <= maxBytes ? bytes : NOTHING
  return { errorCode: 0, highWatermark, lastStableOffset: highWatermark, logStartOffset, records }
}

function recordsFrom(
  partition: Partition,
  range: { fromOffset: bigint; endOffset: bigint; maxBytes: number },
  { cluster }: RequestContext,
): Buffer {
  if (range.maxBytes <= 0) return NOTHING
  return readPartition(
    producedLog(partition, cluster.now),
    syntheticOf(partition, { cluster, now: cluster.now }),
    range,
  )
}

function leadershipError(
  partition: Partition,
  { currentLeaderEpoch }: AskedPartition,
  { node, version }: RequestContext,
): number {
  const isFollower = version >= FOLLOWERS_FROM && partition.isr.includes(node.id)
  if (partition.leader !== node.id && !isFollower) return ErrorCode.NOT_LEADER_OR_FOLLOWER
  if (currentLeaderEpoch < 0 || currentLeaderEpoch === partition.leaderEpoch) return 0
  return currentLeaderEpoch < partition.leaderEpoch ? ErrorCode.FENCED_LEADER_EPOCH : UNKNOWN_LEADER_EPOCH
}
