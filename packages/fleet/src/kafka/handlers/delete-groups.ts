import { DELETE_GROUPS } from '../../apis/delete-groups.ts'
import { deleteGroup } from '../../world/operations/groups.ts'
import { ErrorCode } from '../error-code.ts'
import { liveConsumerGroupsIfAny } from '../groups/live-consumer-groups.ts'
import { coordinatorError, liveGroupsIfAny } from '../groups/live-groups.ts'
import { handler, type RequestContext } from '../handler.ts'

const CODES = {
  deleted: ErrorCode.NONE,
  'not-found': ErrorCode.GROUP_ID_NOT_FOUND,
  'not-empty': ErrorCode.NON_EMPTY_GROUP,
} as const

/** DeleteGroups: groups without members, with all that they committed. */
export const deleteGroupsHandler = handler(DELETE_GROUPS, (request, context) => ({
  results: request.groupsNames.map((groupId) => ({ groupId, errorCode: outcome(groupId, context) })),
}))

function outcome(groupId: string, context: RequestContext): number {
  const refusal = coordinatorError(DELETE_GROUPS.key, groupId, context)
  if (refusal !== 0) return refusal
  const result = deleteGroup(context.cluster, groupId)
  if (result === 'deleted') {
    liveGroupsIfAny(context.cluster)?.delete(groupId)
    liveConsumerGroupsIfAny(context.cluster)?.delete(groupId)
  }
  return CODES[result]
}
