import type { CREATE_TOPICS } from '../apis/create-topics.ts'
import type { RequestOf } from '../wire/index.ts'
import type { Cluster } from '../world/cluster.ts'
import type { TopicSpec } from '../world/operations/topics.ts'
import { assignReplicas } from '../world/replica-assignment.ts'
import { invalidValue } from './configs/invalid-value.ts'
import { type Refusal, refused } from './configs/resource.ts'
import { serverProperties } from './configs/server-properties.ts'
import { brokerSettings, topicSettings } from './configs/setting.ts'
import { ErrorCode } from './error-code.ts'
import { invalidReplicas, invalidReplicationFactor } from './replica-lists.ts'
import { invalidTopicName } from './topic-names.ts'

export type AskedTopic = RequestOf<typeof CREATE_TOPICS>['topics'][number]

export type PlacedTopic = TopicSpec & { readonly assignment: readonly (readonly number[])[] }

const BY_DEFAULT = -1
const INTERNAL: ReadonlySet<string> = new Set(['__consumer_offsets', '__transaction_state', '__share_group_state'])

/** What a client asks for as a topic that can be made, or why it cannot (`ReplicationControlManager.createTopic`). */
export function newTopic(cluster: Cluster, asked: AskedTopic): PlacedTopic | Refusal {
  const misnamed = wrongName(cluster, asked.name) ?? wrongConfig(cluster, asked)
  if (misnamed !== null) return misnamed
  const placed = asked.assignments.length > 0 ? givenPlaces(cluster, asked) : chosenPlaces(cluster, asked)
  if ('kind' in placed) return placed
  return {
    name: asked.name,
    partitions: placed.length,
    replicationFactor: placed[0]?.length ?? 0,
    configs: Object.fromEntries(asked.configs.map(({ name, value }) => [name, value ?? ''])),
    isInternal: INTERNAL.has(asked.name),
    assignment: placed,
  }
}

function wrongName(cluster: Cluster, name: string): Refusal | null {
  const invalid = invalidTopicName(name)
  if (invalid !== null) return refused(ErrorCode.INVALID_TOPIC, invalid)
  if (cluster.deleting.has(name))
    return refused(ErrorCode.TOPIC_ALREADY_EXISTS, `Topic '${name}' is marked for deletion.`)
  if (cluster.topics.has(name)) return refused(ErrorCode.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`)
  // Metrics name topics with dots as underscores: two topics may not differ in that alone.
  if (!/[._]/.test(name)) return null
  const inMetrics = name.replaceAll('.', '_')
  for (const other of cluster.topics.keys()) {
    if (other.replaceAll('.', '_') === inMetrics) {
      return refused(ErrorCode.INVALID_TOPIC, `Topic '${name}' collides with existing topic: ${other}`)
    }
  }
  return null
}

function wrongConfig(cluster: Cluster, { configs }: AskedTopic): Refusal | null {
  const settings = topicSettings(cluster.identity.release)
  for (const { name, value } of configs) {
    if (value === null) return refused(ErrorCode.INVALID_CONFIG, `Null value not supported for topic configs: ${name}`)
    const setting = settings.get(name)
    const reason = setting === undefined ? `Unknown topic config name: ${name}` : invalidValue(setting, value)
    if (reason !== null) return refused(ErrorCode.INVALID_CONFIG, reason)
  }
  return null
}

function givenPlaces(cluster: Cluster, asked: AskedTopic): number[][] | Refusal {
  for (const what of ['replicationFactor', 'numPartitions'] as const) {
    if (asked[what] !== BY_DEFAULT) {
      const message = `A manual partition assignment was specified, but ${what} was not set to -1.`
      return refused(ErrorCode.INVALID_REQUEST, message)
    }
  }
  const places = asked.assignments.toSorted((a, b) => a.partitionIndex - b.partitionIndex)
  if (places.some(({ partitionIndex }, at) => partitionIndex !== at)) {
    return refused(ErrorCode.INVALID_REPLICA_ASSIGNMENT, 'partitions should be a consecutive 0-based integer sequence')
  }
  for (const { partitionIndex, brokerIds } of places) {
    const invalid = invalidReplicas(cluster, brokerIds) ?? allFenced(cluster, partitionIndex, brokerIds)
    if (invalid !== null) return refused(ErrorCode.INVALID_REPLICA_ASSIGNMENT, invalid)
  }
  return places.map(({ brokerIds }) => brokerIds)
}

function allFenced(cluster: Cluster, index: number, brokerIds: readonly number[]): string | null {
  if (brokerIds.some((id) => cluster.brokers.get(id)?.isRegistered === true)) return null
  return `All brokers specified in the manual partition assignment for partition ${index} are fenced or in controlled shutdown.`
}

function chosenPlaces(cluster: Cluster, asked: AskedTopic): number[][] | Refusal {
  const { numPartitions, replicationFactor } = asked
  const partitions = numPartitions === BY_DEFAULT ? standard(cluster, 'num.partitions') : numPartitions
  const replicas =
    replicationFactor === BY_DEFAULT ? standard(cluster, 'default.replication.factor') : replicationFactor
  if (partitions <= 0) {
    return refused(ErrorCode.INVALID_PARTITIONS, 'Number of partitions was set to an invalid non-positive value.')
  }
  const impossible = invalidReplicationFactor(cluster, replicas)
  if (impossible !== null) return refused(ErrorCode.INVALID_REPLICATION_FACTOR, impossible)
  return assignReplicas(cluster, partitions, replicas)
}

function standard(cluster: Cluster, name: string): number {
  const [broker] = cluster.brokers.values()
  const set = broker === undefined ? undefined : serverProperties(cluster, broker).get(name)
  return Number(
    cluster.brokerDefaults.get(name) ?? set ?? brokerSettings(cluster.identity.release).get(name)?.defaultValue,
  )
}
