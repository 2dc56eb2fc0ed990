import { SYNC_GROUP } from '../../apis/sync-group.ts'
import { coordinatorError, liveGroupsOf } from '../groups/live-groups.ts'
import { handler } from '../handler.ts'

/** SyncGroup: parked until the leader has assigned. */
export const syncGroupHandler = handler(SYNC_GROUP, (request, context) => {
  const errorCode = coordinatorError(SYNC_GROUP.key, request.groupId, context)
  if (errorCode !== 0) return { errorCode, assignment: Buffer.alloc(0) }
  return liveGroupsOf(context).sync(request)
})
