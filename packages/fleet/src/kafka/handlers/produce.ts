import { PRODUCE } from '../../apis/produce.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Partition } from '../../world/partition.ts'
import { minInsyncReplicas, type Topic } from '../../world/topic.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { producedOf } from '../produced.ts'
import { type BatchHeader, validateProduced } from '../records/index.ts'
import { currentLeader, endpointsOf } from './leader-hint.ts'

type Request = RequestOf<typeof PRODUCE>
/** `max.message.bytes` where the topic says nothing. */
const MAX_MESSAGE_BYTES = 1_048_588
const NO_ANSWER = Buffer.alloc(0)

/** Produce: appends to the logs that this broker leads. With acks=0 nothing is answered. */
export const produceHandler = handler(PRODUCE, (request, context) => {
  const leaders: number[] = []
  const responses = request.topicData.map(({ name, topicId, partitionData }) => {
    const topic = context.version >= 13 ? context.cluster.topicsById.get(topicId) : context.cluster.topics.get(name)
    const partitionResponses = partitionData.map(({ index, records }) => {
      const answer = append(topic, { index, records, acks: request.acks }, context)
      if ('currentLeader' in answer) leaders.push(answer.currentLeader.leaderId)
      return { index, ...FAILED, ...answer }
    })
    return { name, topicId, partitionResponses }
  })
  if (request.acks === 0) return NO_ANSWER
  return { responses, nodeEndpoints: endpointsOf(context.cluster, leaders) }
})

const FAILED = { baseOffset: -1, logAppendTimeMs: -1, logStartOffset: -1 }

interface Asked {
  readonly index: number
  readonly records: Buffer | null
  readonly acks: Request['acks']
}

function append(topic: Topic | undefined, asked: Asked, context: RequestContext) {
  const { node, version, errors } = context
  const told = errors.codeFor(PRODUCE.key, topic?.name ?? null, asked.index)
  if (told !== 0) return { errorCode: told }
  if (![0, 1, -1].includes(asked.acks)) return { errorCode: ErrorCode.INVALID_REQUIRED_ACKS }
  const partition = topic?.partitions[asked.index]
  if (topic === undefined && version >= 13) return { errorCode: ErrorCode.UNKNOWN_TOPIC_ID }
  if (topic === undefined || partition === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }
  if (topic.isInternal) return { errorCode: ErrorCode.INVALID_TOPIC }
  if (partition.leader !== node.id) return { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER, ...currentLeader(partition) }
  if (asked.acks === -1 && partition.isr.length < minInsyncReplicas(topic))
    return { errorCode: ErrorCode.NOT_ENOUGH_REPLICAS }
  const judged = validateProduced(asked.records, rulesOf(topic, asked.index))
  if ('refusal' in judged) return { errorCode: judged.refusal.errorCode, errorMessage: judged.refusal.message }
  return write(partition, judged.header, { records: asked.records ?? NO_ANSWER, topic, now: context.cluster.now })
}

function write(
  partition: Partition,
  header: BatchHeader,
  { records, topic, now }: { records: Buffer; topic: Topic; now: number },
) {
  const { log, producers, waiting } = producedOf(partition)
  const verdict = producers.check(header)
  if (verdict.kind === 'refused') return { errorCode: verdict.errorCode, errorMessage: verdict.message }
  const logStartOffset = partition.log.startOffset(now)
  const isAppendTime = topic.configs.get('message.timestamp.type') === 'LogAppendTime'
  const logAppendTimeMs = isAppendTime ? now : -1
  if (verdict.kind === 'duplicate') return { baseOffset: verdict.baseOffset, logAppendTimeMs, logStartOffset }
  const baseOffset = BigInt(partition.log.append(header.recordCount, now))
  log.truncateTo(baseOffset)
  log.append(records, {
    baseOffset,
    leaderEpoch: partition.leaderEpoch,
    ...(isAppendTime ? { appendTimeMs: now } : {}),
  })
  producers.appended(header, { baseOffset, appendTimeMs: now })
  // What the cap forgot is gone as if retention had taken it.
  if (log.startOffset > BigInt(logStartOffset)) partition.log.deleteBefore(Number(log.startOffset), now)
  for (const wake of [...waiting]) wake()
  return { baseOffset, logAppendTimeMs, logStartOffset: partition.log.startOffset(now) }
}

function rulesOf(topic: Topic, index: number) {
  const isCompacted = (topic.configs.get('cleanup.policy') ?? 'delete').includes('compact')
  return {
    maxMessageBytes: Number(topic.configs.get('max.message.bytes') ?? MAX_MESSAGE_BYTES),
    cleanupPolicy: isCompacted ? ('compact' as const) : ('delete' as const),
    topicPartition: `${topic.name}-${index}`,
  }
}
