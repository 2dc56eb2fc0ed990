import {
  array,
  bool,
  defineApi,
  from,
  int8,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
  tagged,
  uuid,
} from '../wire/index.ts'

const askedTopic = struct({
  name: string,
  numPartitions: int32,
  replicationFactor: int16,
  assignments: array(struct({ partitionIndex: int32, brokerIds: array(int32) })),
  configs: array(struct({ name: string, value: from(0, nullableString, '') })),
})

const config = struct({
  name: string,
  value: from(5, nullableString, ''),
  readOnly: bool,
  configSource: from(5, int8, -1),
  isSensitive: bool,
})

const topic = struct({
  name: string,
  topicId: from(7, uuid),
  errorCode: int16,
  errorMessage: from(1, nullableString, ''),
  topicConfigErrorCode: tagged([0, 5], int16),
  numPartitions: from(5, int32, -1),
  replicationFactor: from(5, int16, -1),
  configs: from(5, nullableArray(config), []),
})

export const CREATE_TOPICS = defineApi({
  key: 19,
  name: 'CreateTopics',
  versions: [0, 7],
  flexible: 5,
  request: struct({ topics: array(askedTopic), timeoutMs: from(0, int32, 60000), validateOnly: from(1, bool) }),
  response: struct({ throttleTimeMs: from(2, int32), topics: array(topic) }),
})
