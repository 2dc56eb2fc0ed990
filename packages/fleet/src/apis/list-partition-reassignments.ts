import { array, defineApi, from, int16, int32, nullableArray, nullableString, string, struct } from '../wire/index.ts'

const partition = struct({
  partitionIndex: int32,
  replicas: array(int32),
  addingReplicas: array(int32),
  removingReplicas: array(int32),
})

const topic = struct({ name: string, partitions: array(partition) })

export const LIST_PARTITION_REASSIGNMENTS = defineApi({
  key: 46,
  name: 'ListPartitionReassignments',
  versions: [0, 0],
  flexible: 0,
  request: struct({
    timeoutMs: from(0, int32, 60000),
    topics: nullableArray(struct({ name: string, partitionIndexes: array(int32) })),
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: from(0, nullableString, ''),
    topics: array(topic),
  }),
})
