import { array, between, defineApi, from, int8, int16, int32, int64, string, struct } from '../wire/index.ts'

const askedPartition = struct({
  partitionIndex: int32,
  currentLeaderEpoch: from(4, int32, -1),
  timestamp: int64,
  maxNumOffsets: between([0, 0], int32, 1),
})

const askedTopic = struct({ name: string, partitions: array(askedPartition) })

const partition = struct({
  partitionIndex: int32,
  errorCode: int16,
  oldStyleOffsets: between([0, 0], array(int64)),
  timestamp: from(1, int64, -1n),
  offset: from(1, int64, -1n),
  leaderEpoch: from(4, int32, -1),
})

const topic = struct({ name: string, partitions: array(partition) })

export const LIST_OFFSETS = defineApi({
  key: 2,
  name: 'ListOffsets',
  versions: [0, 11],
  flexible: 6,
  request: struct({
    replicaId: int32,
    isolationLevel: from(2, int8),
    topics: array(askedTopic),
    timeoutMs: from(10, int32),
  }),
  response: struct({ throttleTimeMs: from(2, int32), topics: array(topic) }),
})
