import {
  array,
  bool,
  defineApi,
  from,
  int16,
  int32,
  nullableArray,
  nullableString,
  nullableStruct,
  string,
  struct,
  uuid,
} from '../wire/index.ts'

const partition = struct({
  errorCode: int16,
  partitionIndex: int32,
  leaderId: int32,
  leaderEpoch: from(0, int32, -1),
  replicaNodes: array(int32),
  isrNodes: array(int32),
  eligibleLeaderReplicas: nullableArray(int32),
  lastKnownElr: nullableArray(int32),
  offlineReplicas: array(int32),
})

const topic = struct({
  errorCode: int16,
  name: from(0, nullableString, ''),
  topicId: uuid,
  isInternal: bool,
  partitions: array(partition),
  topicAuthorizedOperations: from(0, int32, -2147483648),
})

export const DESCRIBE_TOPIC_PARTITIONS = defineApi({
  key: 75,
  name: 'DescribeTopicPartitions',
  versions: [0, 0],
  flexible: 0,
  request: struct({
    topics: array(struct({ name: string })),
    responsePartitionLimit: from(0, int32, 2000),
    cursor: nullableStruct(struct({ topicName: string, partitionIndex: int32 })),
  }),
  response: struct({
    throttleTimeMs: int32,
    topics: array(topic),
    nextCursor: nullableStruct(struct({ topicName: string, partitionIndex: int32 })),
  }),
})
