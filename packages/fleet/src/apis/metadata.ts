import {
  array,
  between,
  bool,
  defineApi,
  encodable,
  from,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
  uuid,
} from '../wire/index.ts'

const NOT_ASKED = -2147483648

const partition = struct({
  errorCode: int16,
  partitionIndex: int32,
  leaderId: int32,
  leaderEpoch: from(7, int32, -1),
  replicaNodes: array(int32),
  isrNodes: array(int32),
  offlineReplicas: from(5, array(int32)),
})

/** One topic of an answer; exported because answers about all topics are put together from encoded ones. */
export const METADATA_TOPIC = struct({
  errorCode: int16,
  name: nullableString,
  topicId: from(10, uuid),
  isInternal: from(1, bool),
  partitions: array(partition),
  topicAuthorizedOperations: from(8, int32, NOT_ASKED),
})

export const METADATA = defineApi({
  key: 3,
  name: 'Metadata',
  versions: [0, 13],
  flexible: 9,
  request: struct({
    topics: nullableArray(struct({ topicId: from(10, uuid), name: nullableString })),
    allowAutoTopicCreation: from(4, bool, true),
    includeClusterAuthorizedOperations: between([8, 10], bool),
    includeTopicAuthorizedOperations: from(8, bool),
  }),
  response: struct({
    throttleTimeMs: from(3, int32),
    brokers: array(struct({ nodeId: int32, host: string, port: int32, rack: from(1, nullableString, null) })),
    clusterId: from(2, nullableString, null),
    controllerId: from(1, int32, -1),
    topics: array(encodable(METADATA_TOPIC)),
    clusterAuthorizedOperations: between([8, 10], int32, NOT_ASKED),
    errorCode: from(13, int16),
  }),
})
