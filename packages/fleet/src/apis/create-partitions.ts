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
  count: int32,
  assignments: from(0, nullableArray(struct({ brokerIds: array(int32) })), []),
})

export const CREATE_PARTITIONS = defineApi({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 3],
  flexible: 2,
  request: struct({ topics: array(topic), timeoutMs: int32, validateOnly: bool }),
  response: struct({
    throttleTimeMs: int32,
    results: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  }),
})
