import { activeController } from './controller-turn.ts'
import { ErrorCode } from './error-code.ts'
import type { RequestContext } from './handler.ts'

/**
 * Whether this node may do what a controller does: 0, or the error. With ZooKeeper clients must find the controller
 * themselves; in KRaft mode any broker passes the request on, and says that it took too long while nobody controls.
 */
export async function adminTurn(context: RequestContext): Promise<number> {
  const { cluster, node } = context
  if (cluster.identity.mode === 'zookeeper') {
    return node.id === cluster.controllerId ? ErrorCode.NONE : ErrorCode.NOT_CONTROLLER
  }
  return (await activeController(context)) < 0 ? ErrorCode.REQUEST_TIMED_OUT : ErrorCode.NONE
}

/** In Kafka's words. */
export function turnMessage(errorCode: number): string {
  return errorCode === ErrorCode.NOT_CONTROLLER
    ? 'This is not the correct controller for this cluster.'
    : 'The request timed out.'
}
