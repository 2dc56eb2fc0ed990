import { DESCRIBE_GROUPS } from '../../apis/describe-groups.ts'
import type { Group } from '../../world/group.ts'
import { ErrorCode } from '../error-code.ts'
import { coordinatorError } from '../groups/live-groups.ts'
import { toldMembers } from '../groups/told-members.ts'
import { handler, type RequestContext } from '../handler.ts'
import { groupOperations } from './group-operations.ts'

/** From here on a group that is not there, or of another kind, is an error (KIP-1043); before, it is a dead one. */
const NOT_FOUND_FROM = 6

/** DescribeGroups: classic groups, by their coordinator. */
export const describeGroupsHandler = handler(DESCRIBE_GROUPS, (request, context) => ({
  groups: request.groups.map((groupId) => {
    const errorCode = coordinatorError(DESCRIBE_GROUPS.key, groupId, context)
    if (errorCode !== 0) return { errorCode, groupId }
    const group = context.cluster.groups.get(groupId)
    if (group === undefined) return dead(groupId, `Group ${groupId} not found.`, context)
    if (group.type !== 'classic') return dead(groupId, `Group ${groupId} is not a classic group.`, context)
    return { ...described(group, context), authorizedOperations: groupOperations(context.cluster, request) }
  }),
}))

function described(group: Group, { cluster }: RequestContext) {
  return {
    errorCode: ErrorCode.NONE,
    groupId: group.id,
    groupState: group.state,
    protocolType: group.protocolType,
    protocolData: group.state === 'Stable' ? group.protocol : '',
    members: toldMembers(cluster, group),
  }
}

function dead(groupId: string, errorMessage: string, { version }: RequestContext) {
  if (version < NOT_FOUND_FROM) return { errorCode: ErrorCode.NONE, groupId, groupState: 'Dead' }
  return { errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage, groupId, groupState: 'Dead' }
}
