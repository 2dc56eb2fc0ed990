import { HEARTBEAT } from '../../apis/heartbeat.ts'
import { coordinatorError, liveGroupsOf } from '../groups/live-groups.ts'
import { handler } from '../handler.ts'

/** Heartbeat of a classic group's member. */
export const heartbeatHandler = handler(HEARTBEAT, (request, context) => {
  const errorCode = coordinatorError(HEARTBEAT.key, request.groupId, context)
  return { errorCode: errorCode === 0 ? liveGroupsOf(context).heartbeat(request) : errorCode }
})
