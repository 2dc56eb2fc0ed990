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

/** Settings with ZooKeeper are written by whatever broker is asked; in KRaft mode the controller writes them too. */
export async function settingsTurn(context: RequestContext): Promise<number> {
  return context.cluster.identity.mode === 'zookeeper' ? ErrorCode.NONE : adminTurn(context)
}

/** In Kafka's words; empty for what has nothing to do with turns. */
export function turnMessage(errorCode: number): string {
  if (errorCode === ErrorCode.NOT_CONTROLLER) return 'This is not the correct controller for this cluster.'
  return errorCode === ErrorCode.REQUEST_TIMED_OUT ? 'The request timed out.' : ''
}
