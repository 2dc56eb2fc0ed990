import { LEAVE_GROUP } from '../../apis/leave-group.ts'
import { coordinatorError, liveGroupsOf } from '../groups/live-groups.ts'
import { handler } from '../handler.ts'

/** Before it, one member a request, and its error is the request's. */
const MANY_MEMBERS_FROM = 3

/** LeaveGroup. */
export const leaveGroupHandler = handler(LEAVE_GROUP, (request, context) => {
  const { groupId } = request
  const errorCode = coordinatorError(LEAVE_GROUP.key, groupId, context)
  if (errorCode !== 0) return { errorCode }
  const groups = liveGroupsOf(context)
  if (context.version >= MANY_MEMBERS_FROM) return groups.leave({ groupId, members: request.members })
  const answer = groups.leave({ groupId, members: [{ memberId: request.memberId, groupInstanceId: null }] })
  return { errorCode: answer.errorCode || (answer.members[0]?.errorCode ?? 0) }
})
