import {
  array,
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

const assignment = struct({ topicPartitions: array(struct({ topicId: uuid, partitions: array(int32) })) })

export const CONSUMER_GROUP_HEARTBEAT = defineApi({
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  versions: [0, 1],
  flexible: 0,
  request: struct({
    groupId: string,
    memberId: string,
    memberEpoch: int32,
    instanceId: nullableString,
    rackId: nullableString,
    rebalanceTimeoutMs: from(0, int32, -1),
    subscribedTopicNames: nullableArray(string),
    subscribedTopicRegex: from(1, nullableString),
    serverAssignor: nullableString,
    topicPartitions: nullableArray(struct({ topicId: uuid, partitions: array(int32) })),
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    memberId: nullableString,
    memberEpoch: int32,
    heartbeatIntervalMs: int32,
    assignment: nullableStruct(assignment),
  }),
})
