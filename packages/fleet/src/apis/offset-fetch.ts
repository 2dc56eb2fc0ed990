import {
  array,
  between,
  bool,
  defineApi,
  from,
  int16,
  int32,
  int64,
  nullableArray,
  nullableString,
  string,
  struct,
  uuid,
} from '../wire/index.ts'

const askedTopic = struct({ name: between([8, 9], string), topicId: from(10, uuid), partitionIndexes: array(int32) })

const askedGroup = struct({
  groupId: string,
  memberId: from(9, nullableString),
  memberEpoch: from(9, int32, -1),
  topics: from(8, nullableArray(askedTopic), []),
})

const partition = struct({
  partitionIndex: int32,
  committedOffset: int64,
  committedLeaderEpoch: from(5, int32, -1),
  metadata: from(0, nullableString, ''),
  errorCode: int16,
})

const topic = struct({ name: string, partitions: array(partition) })

const partitionOfGroup = struct({
  partitionIndex: int32,
  committedOffset: int64,
  committedLeaderEpoch: from(8, int32, -1),
  metadata: from(8, nullableString, ''),
  errorCode: int16,
})

const topicOfGroup = struct({
  name: between([8, 9], string),
  topicId: from(10, uuid),
  partitions: array(partitionOfGroup),
})

const group = struct({ groupId: string, topics: array(topicOfGroup), errorCode: int16 })

export const OFFSET_FETCH = defineApi({
  key: 9,
  name: 'OffsetFetch',
  versions: [0, 10],
  flexible: 6,
  request: struct({
    groupId: between([0, 7], string),
    topics: between([0, 7], nullableArray(struct({ name: string, partitionIndexes: array(int32) })), []),
    groups: from(8, array(askedGroup)),
    requireStable: from(7, bool),
  }),
  response: struct({
    throttleTimeMs: from(3, int32),
    topics: between([0, 7], array(topic)),
    errorCode: between([2, 7], int16),
    groups: from(8, array(group)),
  }),
})
