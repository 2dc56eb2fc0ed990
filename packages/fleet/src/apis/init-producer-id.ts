import { bool, defineApi, from, int16, int32, int64, nullableString, struct } from '../wire/index.ts'

export const INIT_PRODUCER_ID = defineApi({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 6],
  flexible: 2,
  request: struct({
    transactionalId: from(0, nullableString, ''),
    transactionTimeoutMs: int32,
    producerId: from(3, int64, -1n),
    producerEpoch: from(3, int16, -1),
    enable2Pc: from(6, bool),
    keepPreparedTxn: from(6, bool),
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    producerId: from(0, int64, -1n),
    producerEpoch: int16,
    ongoingTxnProducerId: from(6, int64, -1n),
    ongoingTxnProducerEpoch: from(6, int16, -1),
  }),
})
