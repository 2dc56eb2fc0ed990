import { array, defineApi, int16, int32, int64, string, struct } from '../wire/index.ts'

const transactionState = struct({
  errorCode: int16,
  transactionalId: string,
  transactionState: string,
  transactionTimeoutMs: int32,
  transactionStartTimeMs: int64,
  producerId: int64,
  producerEpoch: int16,
  topics: array(struct({ topic: string, partitions: array(int32) })),
})

export const DESCRIBE_TRANSACTIONS = defineApi({
  key: 65,
  name: 'DescribeTransactions',
  versions: [0, 0],
  flexible: 0,
  request: struct({ transactionalIds: array(string) }),
  response: struct({ throttleTimeMs: int32, transactionStates: array(transactionState) }),
})
