import { array, defineApi, from, int16, int32, int64, string, struct } from '../wire/index.ts'

const askedTopic = struct({
  topic: string,
  partitions: array(struct({ partition: int32, currentLeaderEpoch: from(2, int32, -1), leaderEpoch: int32 })),
})

const partition = struct({
  errorCode: int16,
  partition: int32,
  leaderEpoch: from(1, int32, -1),
  endOffset: from(0, int64, -1n),
})

const topic = struct({ topic: string, partitions: array(partition) })

export const OFFSET_FOR_LEADER_EPOCH = defineApi({
  key: 23,
  name: 'OffsetForLeaderEpoch',
  versions: [0, 4],
  flexible: 4,
  request: struct({ replicaId: from(3, int32, -2), topics: array(askedTopic) }),
  response: struct({ throttleTimeMs: from(2, int32), topics: array(topic) }),
})
