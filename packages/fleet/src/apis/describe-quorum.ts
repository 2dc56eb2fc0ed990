import {
  array,
  defineApi,
  from,
  int16,
  int32,
  int64,
  nullableString,
  string,
  struct,
  uint16,
  uuid,
} from '../wire/index.ts'

const askedTopic = struct({ topicName: string, partitions: array(struct({ partitionIndex: int32 })) })

const currentVoter = struct({
  replicaId: int32,
  replicaDirectoryId: from(2, uuid),
  logEndOffset: int64,
  lastFetchTimestamp: from(1, int64, -1n),
  lastCaughtUpTimestamp: from(1, int64, -1n),
})

const partition = struct({
  partitionIndex: int32,
  errorCode: int16,
  errorMessage: from(2, nullableString, ''),
  leaderId: int32,
  leaderEpoch: int32,
  highWatermark: int64,
  currentVoters: array(currentVoter),
  observers: array(currentVoter),
})

const topic = struct({ topicName: string, partitions: array(partition) })

const node = struct({ nodeId: int32, listeners: array(struct({ name: string, host: string, port: uint16 })) })

export const DESCRIBE_QUORUM = defineApi({
  key: 55,
  name: 'DescribeQuorum',
  versions: [0, 2],
  flexible: 0,
  request: struct({ topics: array(askedTopic) }),
  response: struct({
    errorCode: int16,
    errorMessage: from(2, nullableString, ''),
    topics: array(topic),
    nodes: from(2, array(node)),
  }),
})
