import { array, defineApi, from, int16, int32, int64, nullableString, string, struct } from '../wire/index.ts'

const activeProducer = struct({
  producerId: int64,
  producerEpoch: int32,
  lastSequence: from(0, int32, -1),
  lastTimestamp: from(0, int64, -1n),
  coordinatorEpoch: int32,
  currentTxnStartOffset: from(0, int64, -1n),
})

const partition = struct({
  partitionIndex: int32,
  errorCode: int16,
  errorMessage: nullableString,
  activeProducers: array(activeProducer),
})

const topic = struct({ name: string, partitions: array(partition) })

export const DESCRIBE_PRODUCERS = defineApi({
  key: 61,
  name: 'DescribeProducers',
  versions: [0, 0],
  flexible: 0,
  request: struct({ topics: array(struct({ name: string, partitionIndexes: array(int32) })) }),
  response: struct({ throttleTimeMs: int32, topics: array(topic) }),
})
