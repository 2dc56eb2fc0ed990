import { ALTER_PARTITION_REASSIGNMENTS } from '../../apis/alter-partition-reassignments.ts'
import type { Cluster } from '../../world/cluster.ts'
import { cancelReassignment, isReassigning, startReassignment } from '../../world/operations/reassignment.ts'
import type { Partition } from '../../world/partition.ts'
import { adminTurn, turnMessage } from '../admin-turn.ts'
import { type Refusal, refused } from '../configs/resource.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'
import { invalidReplicas } from '../replica-lists.ts'

/** How fast a new replica fetches: a disk and a network that are not busy. */
const BYTES_PER_SECOND = 50_000_000

/** AlterPartitionReassignments (KIP-455): a list of replicas starts a move, null gives it up. */
export const alterPartitionReassignmentsHandler = handler(ALTER_PARTITION_REASSIGNMENTS, async (request, context) => {
  const { cluster, errors } = context
  const errorCode = errors.codeFor(ALTER_PARTITION_REASSIGNMENTS.key, null, null) || (await adminTurn(context))
  if (errorCode !== 0) return { errorCode, errorMessage: turnMessage(errorCode) }
  const keepsCount = !request.allowReplicationFactorChange
  return {
    allowReplicationFactorChange: request.allowReplicationFactorChange,
    responses: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, replicas }) => {
        const wanted = errors.codeFor(ALTER_PARTITION_REASSIGNMENTS.key, name, partitionIndex)
        if (wanted !== 0) return { partitionIndex, errorCode: wanted }
        const refusal = move(cluster, { name, partitionIndex, replicas, keepsCount })
        if (refusal === null) return { partitionIndex }
        return { partitionIndex, errorCode: refusal.errorCode, errorMessage: refusal.errorMessage }
      }),
    })),
  }
})

interface Move {
  readonly name: string
  readonly partitionIndex: number
  readonly replicas: readonly number[] | null
  /** KIP-860: refuses to change how many replicas there are. */
  readonly keepsCount: boolean
}

function move(cluster: Cluster, { name, partitionIndex, replicas, keepsCount }: Move): Refusal | null {
  if (!cluster.topics.has(name)) {
    return refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `Unable to find a topic named ${name}.`)
  }
  const partition = cluster.partition(name, partitionIndex)
  if (partition === undefined) {
    return refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, `Unable to find partition ${name}:${partitionIndex}.`)
  }
  if (replicas === null) return cancel(cluster, partition)
  const invalid = invalidReplicas(cluster, replicas)
  if (invalid !== null) return refused(ErrorCode.INVALID_REPLICA_ASSIGNMENT, invalid)
  const count = partition.replicas.length - partition.adding.length
  if (keepsCount && replicas.length !== count) {
    const message = `The replication factor is changed from ${count} to ${replicas.length}`
    return refused(ErrorCode.INVALID_REPLICATION_FACTOR, message)
  }
  if (isReassigning(partition) || replicas.join() !== partition.replicas.join()) {
    startReassignment(cluster, partition, { target: replicas, bytesPerSecond: BYTES_PER_SECOND })
  }
  return null
}

function cancel(cluster: Cluster, partition: Partition): Refusal | null {
  if (!isReassigning(partition)) {
    const words = cluster.identity.mode === 'kraft' ? null : 'No partition reassignment is in progress.'
    return refused(ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, words)
  }
  cancelReassignment(cluster, partition)
  return null
}
