import { LIST_PARTITION_REASSIGNMENTS } from '../../apis/list-partition-reassignments.ts'
import { isReassigning } from '../../world/operations/reassignment.ts'
import type { Partition } from '../../world/partition.ts'
import { activeController } from '../controller-turn.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'

/** ListPartitionReassignments (KIP-455): the controller answers; in KRaft mode a broker passes it on. */
export const listPartitionReassignmentsHandler = handler(LIST_PARTITION_REASSIGNMENTS, async (request, context) => {
  const { cluster, node, errors } = context
  const isZooKeeper = cluster.identity.mode === 'zookeeper'
  if (isZooKeeper && node.id !== cluster.controllerId) return { errorCode: ErrorCode.NOT_CONTROLLER }
  if ((await activeController(context)) < 0) return { errorCode: ErrorCode.REQUEST_TIMED_OUT }
  const asked = request.topics
  const topics = [...cluster.topics.values()]
    .filter((one) => asked === null || asked.some(({ name }) => name === one.name))
    .map(({ name, partitions }) => {
      const indexes = asked?.find((one) => one.name === name)?.partitionIndexes
      const moving = partitions.filter((one) => isReassigning(one) && (indexes?.includes(one.index) ?? true))
      return { name, partitions: moving.map(told) }
    })
    .filter(({ partitions }) => partitions.length > 0)
  return { errorCode: errors.codeFor(LIST_PARTITION_REASSIGNMENTS.key, null, null), topics }
})

function told({ index, replicas, adding, removing }: Partition) {
  return { partitionIndex: index, replicas, addingReplicas: adding, removingReplicas: removing }
}
