import { FIND_COORDINATOR } from '../../apis/find-coordinator.ts'
import { coordinatorOf } from '../../world/operations/groups.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

/** Key type of groups; 1 is transactions, 2 share groups. */
const GROUP = 0
const SHARE = 2
/** From here on many keys a request (KIP-699). */
const MANY_KEYS_FROM = 4

/** FindCoordinator: the leader of the partition of `__consumer_offsets` that keeps the group. */
export const findCoordinatorHandler = handler(FIND_COORDINATOR, (request, context) => {
  const { keyType } = request
  if (context.version < MANY_KEYS_FROM) return messaged(found(request.key, keyType, context))
  return { coordinators: request.coordinatorKeys.map((key) => ({ key, ...found(key, keyType, context) })) }
})

/** One key a request came with `Errors.message()`, which is its name where all is well. */
function messaged<Found extends { readonly errorCode: number }>(answer: Found) {
  return { errorMessage: answer.errorCode === 0 ? 'NONE' : 'The coordinator is not available.', ...answer }
}

function found(key: string, keyType: number, { cluster, errors }: RequestContext) {
  const nowhere = { nodeId: -1, host: '', port: -1 }
  const told = errors.codeFor(FIND_COORDINATOR.key, null, null)
  if (told !== 0) return { errorCode: told, ...nowhere }
  if (keyType > SHARE)
    return { errorCode: ErrorCode.INVALID_REQUEST, errorMessage: `${keyType} is no kind of coordinator`, ...nowhere }
  if (keyType !== GROUP)
    return {
      errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE,
      errorMessage: 'only groups are coordinated here',
      ...nowhere,
    }
  if (key === '') return { errorCode: ErrorCode.INVALID_GROUP_ID, ...nowhere }
  const broker = cluster.brokers.get(coordinatorOf(cluster, key))
  if (broker === undefined || !broker.isRegistered)
    return { errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE, ...nowhere }
  return { errorCode: ErrorCode.NONE, nodeId: broker.id, host: broker.host, port: broker.port }
}
