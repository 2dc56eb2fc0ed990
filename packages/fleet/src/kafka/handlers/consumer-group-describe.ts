import { CONSUMER_GROUP_DESCRIBE } from '../../apis/consumer-group-describe.ts'
import type { Cluster } from '../../world/cluster.ts'
import type { Group, Member } from '../../world/group.ts'
import { ErrorCode } from '../error-code.ts'
import { coordinatorError } from '../groups/live-groups.ts'
import { handler } from '../handler.ts'
import { groupOperations } from './group-operations.ts'

/** A member that speaks KIP-848 itself; 0 would be one of the classic protocol. */
const CONSUMER_MEMBER = 1

/** ConsumerGroupDescribe (KIP-848): groups of the new protocol, by their coordinator; 69 for all others. */
export const consumerGroupDescribeHandler = handler(CONSUMER_GROUP_DESCRIBE, (request, context) => ({
  groups: request.groupIds.map((groupId) => {
    const errorCode = coordinatorError(CONSUMER_GROUP_DESCRIBE.key, groupId, context)
    if (errorCode !== 0) return { errorCode, groupId, errorMessage: null }
    // Brokers with ZooKeeper offer it, and have no coordinator for it.
    if (context.cluster.identity.mode === 'zookeeper')
      return { errorCode: ErrorCode.UNSUPPORTED_VERSION, groupId, errorMessage: null }
    const group = context.cluster.groups.get(groupId)
    if (group?.type !== 'consumer') {
      const errorMessage =
        group === undefined ? `Group ${groupId} not found.` : `Group ${groupId} is not a consumer group.`
      return { errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage, groupId }
    }
    return {
      errorCode,
      errorMessage: null,
      groupId,
      groupState: group.state,
      groupEpoch: group.epoch,
      assignmentEpoch: group.assignmentEpoch ?? group.epoch,
      assignorName: group.protocol === '' ? 'uniform' : group.protocol,
      members: group.members.map((one) => memberOf(context.cluster, group, one)),
      authorizedOperations: groupOperations(context.cluster, request),
    }
  }),
}))

function memberOf(cluster: Cluster, group: Group, member: Member) {
  const { memberId, instanceId, rack, clientId, host, assignment } = member
  return {
    memberId,
    instanceId,
    rackId: rack,
    memberEpoch: member.epoch ?? group.epoch,
    clientId,
    clientHost: host,
    subscribedTopicNames: topicsOf(group, member),
    subscribedTopicRegex: null,
    assignment: told(cluster, assignment),
    targetAssignment: told(cluster, member.target ?? assignment),
    memberType: CONSUMER_MEMBER,
  }
}

/** What a group commits is what it reads; members that have not committed yet read what they were given. */
function topicsOf(group: Group, { assignment, target }: Member): string[] {
  return [...new Set([...group.commits.keys(), ...assignment.keys(), ...(target?.keys() ?? [])])]
}

/** Topics that were deleted meanwhile have no id any more: their partitions are nobody's. */
function told(cluster: Cluster, partitions: ReadonlyMap<string, readonly number[]>) {
  return {
    topicPartitions: [...partitions].flatMap(([topicName, indexes]) => {
      const topicId = cluster.topics.get(topicName)?.id
      return topicId === undefined || indexes.length === 0 ? [] : [{ topicId, topicName, partitions: indexes }]
    }),
  }
}
