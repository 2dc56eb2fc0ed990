import {
  array,
  between,
  defineApi,
  from,
  int16,
  int32,
  int64,
  nullableString,
  string,
  struct,
  uuid,
} from '../wire/index.ts'

const partition = struct({
  partitionIndex: int32,
  committedOffset: int64,
  committedLeaderEpoch: from(6, int32, -1),
  commitTimestamp: between([1, 1], int64, -1n),
  committedMetadata: from(0, nullableString, ''),
})

const askedTopic = struct({ name: between([0, 9], string), topicId: from(10, uuid), partitions: array(partition) })

const topic = struct({
  name: between([0, 9], string),
  topicId: from(10, uuid),
  partitions: array(struct({ partitionIndex: int32, errorCode: int16 })),
})

export const OFFSET_COMMIT = defineApi({
  key: 8,
  name: 'OffsetCommit',
  versions: [0, 10],
  flexible: 8,
  request: struct({
    groupId: string,
    generationIdOrMemberEpoch: from(1, int32, -1),
    memberId: from(1, string),
    groupInstanceId: from(7, nullableString),
    retentionTimeMs: between([2, 4], int64, -1n),
    topics: array(askedTopic),
  }),
  response: struct({ throttleTimeMs: from(3, int32), topics: array(topic) }),
})
