// What administers a cluster.
import type { Handler } from '../handler.ts'
import { createAclsHandler, deleteAclsHandler, describeAclsHandler } from './acls.ts'
import { alterConfigsHandler } from './alter-configs.ts'
import { alterPartitionReassignmentsHandler } from './alter-partition-reassignments.ts'
import { createPartitionsHandler } from './create-partitions.ts'
import { createTopicsHandler } from './create-topics.ts'
import { deleteRecordsHandler } from './delete-records.ts'
import { deleteTopicsHandler } from './delete-topics.ts'
import { describeConfigsHandler } from './describe-configs.ts'
import { describeProducersHandler } from './describe-producers.ts'
import { describeTopicPartitionsHandler } from './describe-topic-partitions.ts'
import { electLeadersHandler } from './elect-leaders.ts'
import { incrementalAlterConfigsHandler } from './incremental-alter-configs.ts'
import { listConfigResourcesHandler } from './list-config-resources.ts'
import { listTransactionsHandler } from './list-transactions.ts'
import { offsetForLeaderEpochHandler } from './offset-for-leader-epoch.ts'
import { describeClientQuotasHandler, describeUserScramCredentialsHandler } from './quotas-and-users.ts'

export const ADMIN_HANDLERS: readonly Handler[] = [
  createTopicsHandler,
  deleteTopicsHandler,
  createPartitionsHandler,
  deleteRecordsHandler,
  describeTopicPartitionsHandler,
  electLeadersHandler,
  alterPartitionReassignmentsHandler,
  describeConfigsHandler,
  alterConfigsHandler,
  incrementalAlterConfigsHandler,
  listConfigResourcesHandler,
  offsetForLeaderEpochHandler,
  describeProducersHandler,
  listTransactionsHandler,
  describeAclsHandler,
  createAclsHandler,
  deleteAclsHandler,
  describeClientQuotasHandler,
  describeUserScramCredentialsHandler,
]
