// Requests that a simulated broker has something to say to: its topics, its groups, its settings.
import { ALTER_PARTITION_REASSIGNMENTS } from '../apis/alter-partition-reassignments.ts'
import { CREATE_PARTITIONS } from '../apis/create-partitions.ts'
import { CREATE_TOPICS } from '../apis/create-topics.ts'
import { DELETE_RECORDS } from '../apis/delete-records.ts'
import { DESCRIBE_CONFIGS } from '../apis/describe-configs.ts'
import { ELECT_LEADERS } from '../apis/elect-leaders.ts'
import { FETCH } from '../apis/fetch.ts'
import { INCREMENTAL_ALTER_CONFIGS } from '../apis/incremental-alter-configs.ts'
import type { AnyApi } from '../apis/index.ts'
import { JOIN_GROUP } from '../apis/join-group.ts'
import { LIST_OFFSETS } from '../apis/list-offsets.ts'
import { METADATA } from '../apis/metadata.ts'
import { OFFSET_COMMIT } from '../apis/offset-commit.ts'
import { PRODUCE } from '../apis/produce.ts'
import { encodeBatch } from '../kafka/records/index.ts'
import type { Api } from '../wire/index.ts'

export interface KnownRequest {
  readonly api: Pick<AnyApi, 'key' | 'flexibleFrom'>
  readonly version: number
  readonly body: Buffer
}

const TOPIC = 'orders'
const RESOURCE_TOPIC = 2
const RESOURCE_BROKER = 4

function known<ReqIn>(
  api:
    | Api<unknown, ReqIn, unknown, never>
    | Pick<Api<unknown, ReqIn, unknown, never>, 'key' | 'flexibleFrom' | 'writeRequest'>,
  version: number,
  value: ReqIn,
): KnownRequest {
  return { api, version, body: Buffer.from(api.writeRequest(value, version)) }
}

function batch(): Buffer {
  const records = [{ timestampMs: 1_800_000_000_000, key: Buffer.from('k'), value: Buffer.from('v'), headers: [] }]
  return encodeBatch({ baseOffset: 0n, records })
}

/** Of a cluster with the topic `orders`. What would be made for good is only asked about. */
export function knownRequests(): KnownRequest[] {
  const partitions = [{ partitionIndex: 0, timestamp: -1n }]
  const resources = [
    { resourceType: RESOURCE_TOPIC, resourceName: TOPIC, configurationKeys: null },
    { resourceType: RESOURCE_BROKER, resourceName: '1', configurationKeys: ['log.retention.ms'] },
  ]
  const alter = [{ name: 'retention.ms', configOperation: 0, value: '60000' }]
  const commit = [{ name: TOPIC, partitions: [{ partitionIndex: 0, committedOffset: 5n }] }]
  return [
    known(METADATA, 12, { topics: null }),
    known(LIST_OFFSETS, 7, { replicaId: -1, topics: [{ name: TOPIC, partitions }] }),
    known(DESCRIBE_CONFIGS, 4, { resources, includeSynonyms: true }),
    known(INCREMENTAL_ALTER_CONFIGS, 1, {
      resources: [{ resourceType: RESOURCE_TOPIC, resourceName: TOPIC, configs: alter }],
    }),
    known(CREATE_TOPICS, 7, {
      topics: [{ name: 'fuzzed', numPartitions: 2, replicationFactor: 1 }],
      validateOnly: true,
    }),
    known(CREATE_PARTITIONS, 3, { topics: [{ name: TOPIC, count: 4, assignments: null }], validateOnly: true }),
    known(ALTER_PARTITION_REASSIGNMENTS, 0, {
      topics: [{ name: TOPIC, partitions: [{ partitionIndex: 0, replicas: [2, 3] }] }],
    }),
    known(ELECT_LEADERS, 2, { topicPartitions: [{ topic: TOPIC, partitions: [0, 1] }] }),
    known(DELETE_RECORDS, 2, { topics: [{ name: TOPIC, partitions: [{ partitionIndex: 0, offset: 1n }] }] }),
    known(OFFSET_COMMIT, 8, { groupId: 'fuzz', topics: commit }),
    known(JOIN_GROUP, 7, {
      groupId: 'fuzz',
      sessionTimeoutMs: 6_000,
      rebalanceTimeoutMs: 6_000,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.from('00010000000100066f7264657273ffffffff', 'hex') }],
    }),
    known(FETCH, 11, {
      maxBytes: 1_000_000,
      topics: [{ topic: TOPIC, partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 100_000 }] }],
    }),
    known(PRODUCE, 9, {
      acks: -1,
      timeoutMs: 1_000,
      topicData: [{ name: TOPIC, partitionData: [{ index: 0, records: batch() }] }],
    }),
  ]
}
