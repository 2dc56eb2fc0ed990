import { INIT_PRODUCER_ID } from '../../apis/init-producer-id.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'
import { producerIdsOf } from '../produced.ts'

/** InitProducerId: ids for idempotent producers. Transactions are not simulated, and a client is told so at once. */
export const initProducerIdHandler = handler(INIT_PRODUCER_ID, ({ transactionalId }, { cluster, node, errors }) => {
  const told = errors.codeFor(INIT_PRODUCER_ID.key, null, null)
  const errorCode = told !== 0 || transactionalId === null ? told : ErrorCode.UNSUPPORTED_VERSION
  if (errorCode !== 0) return { errorCode, producerEpoch: -1 }
  return { errorCode, producerId: producerIdsOf(cluster).next(node.id), producerEpoch: 0 }
})
