import { CREATE_PARTITIONS } from '../../apis/create-partitions.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Cluster } from '../../world/cluster.ts'
import { expandTopic } from '../../world/operations/topics.ts'
import { assignReplicas } from '../../world/replica-assignment.ts'
import type { Topic } from '../../world/topic.ts'
import { adminTurn, turnMessage } from '../admin-turn.ts'
import { type Refusal, refused } from '../configs/resource.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { tooManyPartitions } from '../partition-limit.ts'
import { invalidReplicas, invalidReplicationFactor } from '../replica-lists.ts'

type Asked = RequestOf<typeof CREATE_PARTITIONS>['topics'][number]

/** CreatePartitions (KIP-195): `count` is how many a topic shall have in the end. */
export const createPartitionsHandler = handler(CREATE_PARTITIONS, async (request, context) => {
  const turn = await adminTurn(context)
  const distinct = new Map(request.topics.map((one) => [one.name, one]))
  const results = [...distinct.values()].map((asked) => {
    const isTwice = request.topics.filter(({ name }) => name === asked.name).length > 1
    const places = isTwice
      ? refused(ErrorCode.INVALID_REQUEST, 'Duplicate topic name.')
      : placesOf(asked, turn, context)
    if ('kind' in places) return { name: asked.name, errorCode: places.errorCode, errorMessage: places.errorMessage }
    const topic = context.cluster.topics.get(asked.name)
    if (!request.validateOnly && topic !== undefined) expandTopic(context.cluster, topic, places)
    return { name: asked.name, errorCode: ErrorCode.NONE, errorMessage: null }
  })
  if (!request.validateOnly) context.cluster.tell('metadata')
  return { results }
})

function placesOf(asked: Asked, turn: number, { cluster, errors }: RequestContext): number[][] | Refusal {
  const wanted = errors.codeFor(CREATE_PARTITIONS.key, asked.name, null)
  if (wanted !== 0) return refused(wanted, '')
  if (turn !== 0) return refused(turn, turnMessage(turn))
  const topic = cluster.topics.get(asked.name)
  if (topic === undefined) {
    // KRaft controllers have no words for it.
    const words = cluster.identity.mode === 'kraft' ? null : `The topic '${asked.name}' does not exist.`
    return refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, words)
  }
  const current = topic.partitions.length
  if (asked.count === current) {
    return refused(ErrorCode.INVALID_PARTITIONS, `Topic already has ${current} partition(s).`)
  }
  if (asked.count < current) {
    const message = `The topic ${asked.name} currently has ${current} partition(s); ${asked.count} would not be an increase.`
    return refused(ErrorCode.INVALID_PARTITIONS, message)
  }
  const tooMany = tooManyPartitions(asked.count - current)
  if (tooMany !== null) return tooMany
  return asked.assignments === null ? chosen(cluster, topic, asked.count - current) : given(cluster, asked, current)
}

function chosen(cluster: Cluster, topic: Topic, additional: number): number[][] | Refusal {
  const replicationFactor = topic.partitions[0]?.replicas.length ?? 1
  const impossible = invalidReplicationFactor(cluster, replicationFactor)
  if (impossible !== null) return refused(ErrorCode.INVALID_REPLICATION_FACTOR, impossible)
  return assignReplicas(cluster, additional, replicationFactor)
}

function given(cluster: Cluster, { count, assignments }: Asked, current: number): number[][] | Refusal {
  const lists = (assignments ?? []).map(({ brokerIds }) => brokerIds)
  const additional = count - current
  if (lists.length !== additional) {
    const message = `Attempted to add ${additional} additional partition(s), but only ${lists.length} assignment(s) were specified.`
    return refused(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message)
  }
  for (const list of lists) {
    const invalid = invalidReplicas(cluster, list)
    if (invalid !== null) return refused(ErrorCode.INVALID_REPLICA_ASSIGNMENT, invalid)
  }
  return lists
}
