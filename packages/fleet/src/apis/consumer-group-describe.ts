import {
  array,
  bool,
  defineApi,
  from,
  int8,
  int16,
  int32,
  nullableString,
  string,
  struct,
  uuid,
} from '../wire/index.ts'

const assignment = struct({
  topicPartitions: array(struct({ topicId: uuid, topicName: string, partitions: array(int32) })),
})

const member = struct({
  memberId: string,
  instanceId: nullableString,
  rackId: nullableString,
  memberEpoch: int32,
  clientId: string,
  clientHost: string,
  subscribedTopicNames: array(string),
  subscribedTopicRegex: nullableString,
  assignment: assignment,
  targetAssignment: assignment,
  memberType: from(1, int8, -1),
})

const group = struct({
  errorCode: int16,
  errorMessage: nullableString,
  groupId: string,
  groupState: string,
  groupEpoch: int32,
  assignmentEpoch: int32,
  assignorName: string,
  members: array(member),
  authorizedOperations: from(0, int32, -2147483648),
})

export const CONSUMER_GROUP_DESCRIBE = defineApi({
  key: 69,
  name: 'ConsumerGroupDescribe',
  versions: [0, 1],
  flexible: 0,
  request: struct({ groupIds: array(string), includeAuthorizedOperations: bool }),
  response: struct({ throttleTimeMs: int32, groups: array(group) }),
})
