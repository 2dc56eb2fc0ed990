import { array, defineApi, from, int16, int32, int64, nullableString, string, struct } from '../wire/index.ts'

export const LIST_TRANSACTIONS = defineApi({
  key: 66,
  name: 'ListTransactions',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    stateFilters: array(string),
    producerIdFilters: array(int64),
    durationFilter: from(1, int64, -1n),
    transactionalIdPattern: from(2, nullableString),
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    unknownStateFilters: array(string),
    transactionStates: array(struct({ transactionalId: string, producerId: int64, transactionState: string })),
  }),
})
