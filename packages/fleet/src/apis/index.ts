// Every API whose messages the fleet can read and write.
import type { Api } from '../wire/index.ts'
import { ALTER_CLIENT_QUOTAS } from './alter-client-quotas.ts'
import { ALTER_CONFIGS } from './alter-configs.ts'
import { ALTER_PARTITION_REASSIGNMENTS } from './alter-partition-reassignments.ts'
import { ALTER_REPLICA_LOG_DIRS } from './alter-replica-log-dirs.ts'
import { API_VERSIONS } from './api-versions.ts'
import { CONSUMER_GROUP_DESCRIBE } from './consumer-group-describe.ts'
import { CONSUMER_GROUP_HEARTBEAT } from './consumer-group-heartbeat.ts'
import { CREATE_ACLS } from './create-acls.ts'
import { CREATE_PARTITIONS } from './create-partitions.ts'
import { CREATE_TOPICS } from './create-topics.ts'
import { DELETE_ACLS } from './delete-acls.ts'
import { DELETE_GROUPS } from './delete-groups.ts'
import { DELETE_RECORDS } from './delete-records.ts'
import { DELETE_TOPICS } from './delete-topics.ts'
import { DESCRIBE_ACLS } from './describe-acls.ts'
import { DESCRIBE_CLIENT_QUOTAS } from './describe-client-quotas.ts'
import { DESCRIBE_CLUSTER } from './describe-cluster.ts'
import { DESCRIBE_CONFIGS } from './describe-configs.ts'
import { DESCRIBE_GROUPS } from './describe-groups.ts'
import { DESCRIBE_LOG_DIRS } from './describe-log-dirs.ts'
import { DESCRIBE_PRODUCERS } from './describe-producers.ts'
import { DESCRIBE_QUORUM } from './describe-quorum.ts'
import { DESCRIBE_TOPIC_PARTITIONS } from './describe-topic-partitions.ts'
import { DESCRIBE_TRANSACTIONS } from './describe-transactions.ts'
import { DESCRIBE_USER_SCRAM_CREDENTIALS } from './describe-user-scram-credentials.ts'
import { ELECT_LEADERS } from './elect-leaders.ts'
import { FETCH } from './fetch.ts'
import { FIND_COORDINATOR } from './find-coordinator.ts'
import { GET_TELEMETRY_SUBSCRIPTIONS } from './get-telemetry-subscriptions.ts'
import { HEARTBEAT } from './heartbeat.ts'
import { INCREMENTAL_ALTER_CONFIGS } from './incremental-alter-configs.ts'
import { INIT_PRODUCER_ID } from './init-producer-id.ts'
import { JOIN_GROUP } from './join-group.ts'
import { LEAVE_GROUP } from './leave-group.ts'
import { LIST_CONFIG_RESOURCES } from './list-config-resources.ts'
import { LIST_GROUPS } from './list-groups.ts'
import { LIST_OFFSETS } from './list-offsets.ts'
import { LIST_PARTITION_REASSIGNMENTS } from './list-partition-reassignments.ts'
import { LIST_TRANSACTIONS } from './list-transactions.ts'
import { METADATA } from './metadata.ts'
import { OFFSET_COMMIT } from './offset-commit.ts'
import { OFFSET_DELETE } from './offset-delete.ts'
import { OFFSET_FETCH } from './offset-fetch.ts'
import { OFFSET_FOR_LEADER_EPOCH } from './offset-for-leader-epoch.ts'
import { PRODUCE } from './produce.ts'
import { SASL_AUTHENTICATE } from './sasl-authenticate.ts'
import { SASL_HANDSHAKE } from './sasl-handshake.ts'
import { SYNC_GROUP } from './sync-group.ts'

/** An API whose messages are of no matter: any of `ALL_APIS`. */
export type AnyApi = Api<unknown, never, unknown, never>

/** In the order of their keys. */
export const ALL_APIS: readonly AnyApi[] = [
  PRODUCE,
  FETCH,
  LIST_OFFSETS,
  METADATA,
  OFFSET_COMMIT,
  OFFSET_FETCH,
  FIND_COORDINATOR,
  JOIN_GROUP,
  HEARTBEAT,
  LEAVE_GROUP,
  SYNC_GROUP,
  DESCRIBE_GROUPS,
  LIST_GROUPS,
  SASL_HANDSHAKE,
  API_VERSIONS,
  CREATE_TOPICS,
  DELETE_TOPICS,
  DELETE_RECORDS,
  INIT_PRODUCER_ID,
  OFFSET_FOR_LEADER_EPOCH,
  DESCRIBE_ACLS,
  CREATE_ACLS,
  DELETE_ACLS,
  DESCRIBE_CONFIGS,
  ALTER_CONFIGS,
  ALTER_REPLICA_LOG_DIRS,
  DESCRIBE_LOG_DIRS,
  SASL_AUTHENTICATE,
  CREATE_PARTITIONS,
  DELETE_GROUPS,
  ELECT_LEADERS,
  INCREMENTAL_ALTER_CONFIGS,
  ALTER_PARTITION_REASSIGNMENTS,
  LIST_PARTITION_REASSIGNMENTS,
  OFFSET_DELETE,
  DESCRIBE_CLIENT_QUOTAS,
  ALTER_CLIENT_QUOTAS,
  DESCRIBE_USER_SCRAM_CREDENTIALS,
  DESCRIBE_QUORUM,
  DESCRIBE_CLUSTER,
  DESCRIBE_PRODUCERS,
  DESCRIBE_TRANSACTIONS,
  LIST_TRANSACTIONS,
  CONSUMER_GROUP_HEARTBEAT,
  CONSUMER_GROUP_DESCRIBE,
  GET_TELEMETRY_SUBSCRIPTIONS,
  LIST_CONFIG_RESOURCES,
  DESCRIBE_TOPIC_PARTITIONS,
]

const byKey = new Map(ALL_APIS.map((api) => [api.key, api]))

/** Undefined for an API that the fleet has no schemas of. */
export function apiOf(key: number): AnyApi | undefined {
  return byKey.get(key)
}
