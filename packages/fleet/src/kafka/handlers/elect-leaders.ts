import { ELECT_LEADERS } from '../../apis/elect-leaders.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Cluster } from '../../world/cluster.ts'
import { isServing, lead } from '../../world/operations/leadership.ts'
import { electUnclean } from '../../world/operations/unclean-election.ts'
import type { Partition } from '../../world/partition.ts'
import { adminTurn } from '../admin-turn.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

const PREFERRED = 0
const UNCLEAN = 1
const ELIGIBLE_LEADERS_NOT_AVAILABLE = 83

type Request = RequestOf<typeof ELECT_LEADERS>

/** ElectLeaders (KIP-460): preferred or unclean; null partitions stand for all, and then only what happened is told. */
export const electLeadersHandler = handler(ELECT_LEADERS, async (request, context) => {
  const errorCode = context.errors.codeFor(ELECT_LEADERS.key, null, null) || (await adminTurn(context))
  if (errorCode !== 0) return { errorCode }
  if (request.electionType !== PREFERRED && request.electionType !== UNCLEAN) {
    return { errorCode: ErrorCode.INVALID_REQUEST }
  }
  const { cluster } = context
  const isAll = request.topicPartitions === null
  const asked = request.topicPartitions ?? everything(cluster)
  const results = asked.map(({ topic, partitions }) => ({
    topic,
    partitionResult: partitions
      .map((index) => ({ partitionId: index, ...elected(request, { topic, index }, context) }))
      .filter((one) => !isAll || one.errorCode !== ErrorCode.ELECTION_NOT_NEEDED),
  }))
  cluster.tell('metadata')
  // A KRaft controller names the topics where nothing was to be done too, with nothing in them.
  const isTerse = isAll && cluster.identity.mode === 'zookeeper'
  return { replicaElectionResults: isTerse ? results.filter((one) => one.partitionResult.length > 0) : results }
})

function everything(cluster: Cluster): { topic: string; partitions: number[] }[] {
  return Array.from(cluster.topics.values(), ({ name, partitions }) => ({
    topic: name,
    partitions: partitions.map(({ index }) => index),
  }))
}

interface Result {
  readonly errorCode: number
  readonly errorMessage: string | null
}

function elected(
  { electionType }: Request,
  { topic, index }: { topic: string; index: number },
  { cluster, errors }: RequestContext,
): Result {
  const wanted = errors.codeFor(ELECT_LEADERS.key, topic, index)
  if (wanted !== 0) return { errorCode: wanted, errorMessage: null }
  if (!cluster.topics.has(topic)) {
    return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: `No such topic as ${topic}` }
  }
  const partition = cluster.partition(topic, index)
  if (partition === undefined) {
    return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: `No such partition as ${topic}-${index}` }
  }
  return electionType === PREFERRED ? preferred(cluster, partition) : unclean(cluster, partition)
}

const DONE: Result = { errorCode: ErrorCode.NONE, errorMessage: null }
const NOT_NEEDED: Result = {
  errorCode: ErrorCode.ELECTION_NOT_NEEDED,
  errorMessage: 'Leader election not needed for topic partition.',
}

function preferred(cluster: Cluster, partition: Partition): Result {
  const [first = -1] = partition.replicas
  if (partition.leader === first) return NOT_NEEDED
  if (!partition.isr.includes(first) || !isServing(cluster, first, partition)) {
    return {
      errorCode: ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE,
      errorMessage: 'The preferred leader was not available.',
    }
  }
  lead(cluster, partition, first)
  return DONE
}

function unclean(cluster: Cluster, partition: Partition): Result {
  if (partition.leader >= 0) return NOT_NEEDED
  if (electUnclean(cluster, partition)) return DONE
  return {
    errorCode: ELIGIBLE_LEADERS_NOT_AVAILABLE,
    errorMessage: 'Eligible topic partition leaders are not available.',
  }
}
