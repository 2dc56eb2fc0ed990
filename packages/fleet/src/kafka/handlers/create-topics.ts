import { CREATE_TOPICS } from '../../apis/create-topics.ts'
import { createTopic } from '../../world/operations/topics.ts'
import { adminTurn, turnMessage } from '../admin-turn.ts'
import { brokerEntries, type Entry } from '../configs/broker-entries.ts'
import { type Refusal, refused } from '../configs/resource.ts'
import { topicEntries } from '../configs/topic-entries.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { type AskedTopic, newTopic, type PlacedTopic } from '../new-topic.ts'
import { tooManyPartitions } from '../partition-limit.ts'

const NO_ID = '0'.repeat(32)

/** CreateTopics; from version 5 on with what became of each topic (KIP-525). */
export const createTopicsHandler = handler(CREATE_TOPICS, async (request, context) => {
  const turn = await adminTurn(context)
  const { cluster } = context
  const entries = brokerEntries(cluster, context.node)
  const topics = distinct(request.topics).map((asked) => {
    const spec = specOf(asked, { turn, all: request.topics, context })
    if ('kind' in spec) return { name: asked.name, errorCode: spec.errorCode, errorMessage: spec.errorMessage }
    const configs = new Map(Object.entries(spec.configs ?? {}))
    const id = request.validateOnly ? NO_ID : createTopic(cluster, spec).id
    return {
      ...madeOf(spec),
      topicId: id,
      configs: [...topicEntries(cluster, { configs }, entries).values()].map(told),
    }
  })
  if (!request.validateOnly) cluster.tell('metadata')
  return { topics }
})

/** What is asked for twice is refused once. */
function distinct(asked: readonly AskedTopic[]): AskedTopic[] {
  return [...new Map(asked.map((one) => [one.name, one])).values()]
}

interface Asking {
  readonly turn: number
  readonly all: readonly AskedTopic[]
  readonly context: RequestContext
}

function specOf(asked: AskedTopic, { turn, all, context }: Asking): PlacedTopic | Refusal {
  const wanted = context.errors.codeFor(CREATE_TOPICS.key, asked.name, null)
  if (wanted !== 0) return refused(wanted, '')
  if (turn !== 0) return refused(turn, turnMessage(turn))
  if (all.filter(({ name }) => name === asked.name).length > 1) {
    return refused(ErrorCode.INVALID_REQUEST, 'Duplicate topic name.')
  }
  return tooManyPartitions(partitionsOf(all)) ?? newTopic(context.cluster, asked)
}

/** Of all topics together; -1 stands for the default of the broker. */
function partitionsOf(all: readonly AskedTopic[]): number {
  return all.reduce((sum, { numPartitions, assignments }) => sum + Math.max(1, numPartitions, assignments.length), 0)
}

function madeOf({ name, partitions, replicationFactor }: PlacedTopic) {
  return { name, errorMessage: null, numPartitions: partitions, replicationFactor }
}

function told({ setting, value, source }: Entry) {
  return {
    name: setting.name,
    value,
    readOnly: setting.isReadOnly,
    configSource: source,
    isSensitive: setting.type === 'password',
  }
}
