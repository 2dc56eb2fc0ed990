import { DESCRIBE_QUORUM } from '../../apis/describe-quorum.ts'
import { type Cluster, nodeOf } from '../../world/cluster.ts'
import { quorumLogEnd, quorumReplica } from '../../world/quorum-log.ts'
import { activeController } from '../controller-turn.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'

const METADATA_TOPIC_NAME = '__cluster_metadata'

/** DescribeQuorum (KIP-595, KIP-836): answered by the active controller; a broker passes it on. */
export const describeQuorumHandler = handler(DESCRIBE_QUORUM, async (request, context) => {
  const { cluster, errors } = context
  const leader = await activeController(context)
  if (leader < 0) return { errorCode: ErrorCode.REQUEST_TIMED_OUT, errorMessage: 'no active controller' }
  return {
    errorCode: errors.codeFor(DESCRIBE_QUORUM.key, null, null),
    topics: request.topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) =>
        topicName === METADATA_TOPIC_NAME && partitionIndex === 0
          ? { ...quorumOf(cluster, leader), errorCode: errors.codeFor(DESCRIBE_QUORUM.key, topicName, partitionIndex) }
          : { partitionIndex, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, leaderId: -1 },
      ),
    })),
    nodes: cluster.voters.map((id) => {
      const { host = '', port = 0 } = nodeOf(cluster, id) ?? {}
      return { nodeId: id, listeners: [{ name: 'CONTROLLER', host, port }] }
    }),
  }
})

function quorumOf(cluster: Cluster, leaderId: number) {
  const observers = [...cluster.brokers.keys()].filter((id) => !cluster.voters.includes(id))
  return {
    partitionIndex: 0,
    leaderId,
    leaderEpoch: cluster.controllerEpoch,
    highWatermark: quorumLogEnd(cluster.now),
    currentVoters: cluster.voters.map((id) => replicaOf(cluster, id, leaderId)),
    observers: observers.map((id) => replicaOf(cluster, id, leaderId)),
  }
}

function replicaOf(cluster: Cluster, id: number, leaderId: number) {
  const { logEndOffset, lastFetchMs, lastCaughtUpMs } = quorumReplica(cluster, nodeOf(cluster, id))
  return {
    replicaId: id,
    logEndOffset,
    // The leader fetches from nobody: it tells its own clock.
    lastFetchTimestamp: id === leaderId ? cluster.now : lastFetchMs,
    lastCaughtUpTimestamp: id === leaderId ? cluster.now : lastCaughtUpMs,
  }
}
