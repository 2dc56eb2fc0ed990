import {
  array,
  bool,
  defineApi,
  from,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
} from '../wire/index.ts'

const topic = struct({
  name: string,
  partitions: array(struct({ partitionIndex: int32, replicas: nullableArray(int32) })),
})

const partition = struct({ partitionIndex: int32, errorCode: int16, errorMessage: from(0, nullableString, '') })

const response = struct({ name: string, partitions: array(partition) })

export const ALTER_PARTITION_REASSIGNMENTS = defineApi({
  key: 45,
  name: 'AlterPartitionReassignments',
  versions: [0, 1],
  flexible: 0,
  request: struct({
    timeoutMs: from(0, int32, 60000),
    allowReplicationFactorChange: from(1, bool, true),
    topics: array(topic),
  }),
  response: struct({
    throttleTimeMs: int32,
    allowReplicationFactorChange: from(1, bool, true),
    errorCode: int16,
    errorMessage: from(0, nullableString, ''),
    responses: array(response),
  }),
})
