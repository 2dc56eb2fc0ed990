import {
  array,
  defineApi,
  from,
  int8,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
} from '../wire/index.ts'

const replicaElectionResult = struct({
  topic: string,
  partitionResult: array(struct({ partitionId: int32, errorCode: int16, errorMessage: from(0, nullableString, '') })),
})

export const ELECT_LEADERS = defineApi({
  key: 43,
  name: 'ElectLeaders',
  versions: [0, 2],
  flexible: 2,
  request: struct({
    electionType: from(1, int8),
    topicPartitions: from(0, nullableArray(struct({ topic: string, partitions: array(int32) })), []),
    timeoutMs: from(0, int32, 60000),
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: from(1, int16),
    replicaElectionResults: array(replicaElectionResult),
  }),
})
