// Every API that a node answers: what is not listed here is not offered.
import type { Handler } from '../handler.ts'
import { describeClusterHandler } from './describe-cluster.ts'
import { describeLogDirsHandler } from './describe-log-dirs.ts'
import { describeQuorumHandler } from './describe-quorum.ts'
import { listOffsetsHandler } from './list-offsets.ts'
import { listPartitionReassignmentsHandler } from './list-partition-reassignments.ts'
import { metadataHandler } from './metadata.ts'
import { saslAuthenticateHandler, saslHandshakeHandler } from './sasl.ts'

/** All but ApiVersions, which tells of the others. */
export const HANDLERS: readonly Handler[] = [
  metadataHandler,
  describeClusterHandler,
  describeQuorumHandler,
  describeLogDirsHandler,
  listOffsetsHandler,
  listPartitionReassignmentsHandler,
  saslHandshakeHandler,
  saslAuthenticateHandler,
]
