import {
  array,
  between,
  defineApi,
  from,
  int8,
  int16,
  int32,
  int64,
  nullableArray,
  nullableBytes,
  nullableString,
  string,
  struct,
  tagged,
  uuid,
} from '../wire/index.ts'

const askedPartition = struct({
  partition: int32,
  currentLeaderEpoch: from(9, int32, -1),
  fetchOffset: int64,
  lastFetchedEpoch: from(12, int32, -1),
  logStartOffset: from(5, int64, -1n),
  partitionMaxBytes: int32,
  replicaDirectoryId: tagged([0, 17], uuid),
  highWatermark: tagged([1, 18], int64, 9223372036854775807n),
})

const topic = struct({ topic: between([0, 12], string), topicId: from(13, uuid), partitions: array(askedPartition) })

const forgottenTopicsData = struct({
  topic: between([7, 12], string),
  topicId: from(13, uuid),
  partitions: array(int32),
})

const partition = struct({
  partitionIndex: int32,
  errorCode: int16,
  highWatermark: int64,
  lastStableOffset: from(4, int64, -1n),
  logStartOffset: from(5, int64, -1n),
  divergingEpoch: tagged([0, 12], struct({ epoch: from(12, int32, -1), endOffset: from(12, int64, -1n) })),
  currentLeader: tagged([1, 12], struct({ leaderId: from(12, int32, -1), leaderEpoch: from(12, int32, -1) })),
  snapshotId: tagged([2, 12], struct({ endOffset: from(12, int64, -1n), epoch: from(12, int32, -1) })),
  abortedTransactions: from(4, nullableArray(struct({ producerId: int64, firstOffset: int64 })), []),
  preferredReadReplica: from(11, int32, -1),
  records: nullableBytes,
})

const response = struct({ topic: between([0, 12], string), topicId: from(13, uuid), partitions: array(partition) })

export const FETCH = defineApi({
  key: 1,
  name: 'Fetch',
  versions: [0, 18],
  flexible: 12,
  request: struct({
    clusterId: tagged([0, 12], nullableString),
    replicaId: between([0, 14], int32, -1),
    replicaState: tagged([1, 15], struct({ replicaId: from(15, int32, -1), replicaEpoch: from(15, int64, -1n) })),
    maxWaitMs: int32,
    minBytes: int32,
    maxBytes: from(3, int32, 2147483647),
    isolationLevel: from(4, int8),
    sessionId: from(7, int32),
    sessionEpoch: from(7, int32, -1),
    topics: array(topic),
    forgottenTopicsData: from(7, array(forgottenTopicsData)),
    rackId: from(11, string),
  }),
  response: struct({
    throttleTimeMs: from(1, int32),
    errorCode: from(7, int16),
    sessionId: from(7, int32),
    responses: array(response),
    nodeEndpoints: tagged([0, 16], array(struct({ nodeId: int32, host: string, port: int32, rack: nullableString }))),
  }),
})
