import { DESCRIBE_TOPIC_PARTITIONS } from '../../apis/describe-topic-partitions.ts'
import type { RequestOf, ResponseInputOf } from '../../wire/index.ts'
import { isServing } from '../../world/operations/leadership.ts'
import type { Partition } from '../../world/partition.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { invalidTopicName } from '../topic-names.ts'
import { partitionFields } from './partition-fields.ts'

type Request = RequestOf<typeof DESCRIBE_TOPIC_PARTITIONS>
type Answer = ResponseInputOf<typeof DESCRIBE_TOPIC_PARTITIONS>
type AnsweredTopic = NonNullable<Answer['topics']>[number]

/** `max.request.partition.size.limit`. */
const LARGEST_PAGE = 2_000
/** Bits of every operation on a topic, as a broker without an authorizer tells them. */
const EVERY_OPERATION = 3_576

/** DescribeTopicPartitions (KIP-966): topics by name, a page of partitions at a time, with eligible leaders. */
export const describeTopicPartitionsHandler = handler(DESCRIBE_TOPIC_PARTITIONS, (request, context): Answer => {
  const first = request.cursor?.topicName ?? ''
  let left = Math.max(1, Math.min(request.responsePartitionLimit, LARGEST_PAGE))
  const topics: AnsweredTopic[] = []
  for (const name of namesOf(request, context)) {
    if (name < first) continue
    if (left === 0) return { topics, nextCursor: { topicName: name, partitionIndex: 0 } }
    const from = name === first ? (request.cursor?.partitionIndex ?? 0) : 0
    const topic = topicOf(name, { from, limit: left }, context)
    topics.push(topic)
    const told = topic.partitions?.length ?? 0
    left -= told
    if (from + told < (context.cluster.topics.get(name)?.partitions.length ?? 0)) {
      return { topics, nextCursor: { topicName: name, partitionIndex: from + told } }
    }
  }
  return { topics, nextCursor: null }
})

/** No names stand for all topics. */
function namesOf({ topics }: Request, { cluster }: RequestContext): string[] {
  const names = topics.length === 0 ? [...cluster.topics.keys()] : [...new Set(topics.map(({ name }) => name))]
  return names.sort()
}

function topicOf(name: string, page: { from: number; limit: number }, context: RequestContext): AnsweredTopic {
  const { cluster, errors } = context
  const topic = cluster.topics.get(name)
  const absent = invalidTopicName(name) === null ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC
  const wanted = errors.codeFor(DESCRIBE_TOPIC_PARTITIONS.key, name, null)
  if (topic === undefined || wanted !== 0) {
    return { errorCode: wanted || absent, name, topicAuthorizedOperations: EVERY_OPERATION }
  }
  return {
    name,
    topicId: topic.id,
    isInternal: topic.isInternal,
    partitions: topic.partitions.slice(page.from, page.from + page.limit).map((one) => partitionOf(one, context)),
    topicAuthorizedOperations: EVERY_OPERATION,
  }
}

function partitionOf(partition: Partition, { cluster }: RequestContext) {
  return {
    ...partitionFields(partition, (id) => isServing(cluster, id, partition)),
    eligibleLeaderReplicas: partition.elr,
    lastKnownElr: [],
  }
}
