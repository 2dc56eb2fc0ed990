import type { Partition } from '../../world/partition.ts'
import { ErrorCode } from '../error-code.ts'

/** What Metadata and DescribeTopicPartitions both tell of a partition. */
export function partitionFields(partition: Partition, isOnline: (brokerId: number) => boolean) {
  const { index, leader, leaderEpoch, replicas, isr } = partition
  return {
    errorCode: leader < 0 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE,
    partitionIndex: index,
    leaderId: leader,
    leaderEpoch,
    replicaNodes: replicas,
    isrNodes: isr,
    offlineReplicas: replicas.filter((id) => !isOnline(id)),
  }
}
