import { JOIN_GROUP } from '../../apis/join-group.ts'
import { ErrorCode } from '../error-code.ts'
import { coordinatorError, liveGroupsOf } from '../groups/live-groups.ts'
import { handler } from '../handler.ts'

/** From here on a protocol that is not chosen yet is null; before it was empty text. */
const NULLABLE_PROTOCOL_FROM = 7

/** JoinGroup: parked until the join phase ends. */
export const joinGroupHandler = handler(JOIN_GROUP, async (request, context) => {
  const { cluster, version, clientId, connection } = context
  const refused = { protocolName: version < NULLABLE_PROTOCOL_FROM ? '' : null, leader: '', members: [] }
  const errorCode = coordinatorError(JOIN_GROUP.key, request.groupId, context)
  if (errorCode !== 0) return { ...refused, errorCode, memberId: request.memberId }
  const world = cluster.groups.get(request.groupId)
  if (world?.type === 'consumer' && world.members.length > 0)
    return { ...refused, errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL, memberId: request.memberId }
  const clientHost = `/${connection.peer.replace(/:\d+$/, '')}`
  const answer = await liveGroupsOf(context).join({
    ...request,
    apiVersion: version,
    clientId: clientId ?? '',
    clientHost,
  })
  return { ...answer, protocolName: answer.protocolName ?? refused.protocolName }
})
