// Every API that a node answers: what is not listed here is not offered.
import type { Handler } from '../handler.ts'
import { ADMIN_HANDLERS } from './admin.ts'
import { consumerGroupDescribeHandler } from './consumer-group-describe.ts'
import { consumerGroupHeartbeatHandler } from './consumer-group-heartbeat.ts'
import { deleteGroupsHandler } from './delete-groups.ts'
import { describeClusterHandler } from './describe-cluster.ts'
import { describeGroupsHandler } from './describe-groups.ts'
import { describeLogDirsHandler } from './describe-log-dirs.ts'
import { describeQuorumHandler } from './describe-quorum.ts'
import { fetchHandler } from './fetch.ts'
import { findCoordinatorHandler } from './find-coordinator.ts'
import { heartbeatHandler } from './heartbeat.ts'
import { initProducerIdHandler } from './init-producer-id.ts'
import { joinGroupHandler } from './join-group.ts'
import { leaveGroupHandler } from './leave-group.ts'
import { listGroupsHandler } from './list-groups.ts'
import { listOffsetsHandler } from './list-offsets.ts'
import { listPartitionReassignmentsHandler } from './list-partition-reassignments.ts'
import { metadataHandler } from './metadata.ts'
import { offsetCommitHandler } from './offset-commit.ts'
import { offsetDeleteHandler } from './offset-delete.ts'
import { offsetFetchHandler } from './offset-fetch.ts'
import { produceHandler } from './produce.ts'
import { saslAuthenticateHandler, saslHandshakeHandler } from './sasl.ts'
import { syncGroupHandler } from './sync-group.ts'

/** All but ApiVersions, which tells of the others. */
export const HANDLERS: readonly Handler[] = [
  metadataHandler,
  describeClusterHandler,
  describeQuorumHandler,
  describeLogDirsHandler,
  listOffsetsHandler,
  listPartitionReassignmentsHandler,
  produceHandler,
  fetchHandler,
  initProducerIdHandler,
  findCoordinatorHandler,
  joinGroupHandler,
  syncGroupHandler,
  heartbeatHandler,
  leaveGroupHandler,
  offsetCommitHandler,
  offsetFetchHandler,
  offsetDeleteHandler,
  listGroupsHandler,
  describeGroupsHandler,
  consumerGroupDescribeHandler,
  consumerGroupHeartbeatHandler,
  deleteGroupsHandler,
  saslHandshakeHandler,
  saslAuthenticateHandler,
  ...ADMIN_HANDLERS,
]
