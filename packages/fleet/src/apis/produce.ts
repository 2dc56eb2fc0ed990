import {
  array,
  between,
  defineApi,
  from,
  int16,
  int32,
  int64,
  nullableBytes,
  nullableString,
  string,
  struct,
  tagged,
  uuid,
} from '../wire/index.ts'

const topicData = struct({
  name: between([0, 12], string),
  topicId: from(13, uuid),
  partitionData: array(struct({ index: int32, records: nullableBytes })),
})

const partitionResponse = struct({
  index: int32,
  errorCode: int16,
  baseOffset: int64,
  logAppendTimeMs: from(2, int64, -1n),
  logStartOffset: from(5, int64, -1n),
  recordErrors: from(8, array(struct({ batchIndex: int32, batchIndexErrorMessage: nullableString }))),
  errorMessage: from(8, nullableString),
  currentLeader: tagged([0, 10], struct({ leaderId: from(10, int32, -1), leaderEpoch: from(10, int32, -1) })),
})

const response = struct({
  name: between([0, 12], string),
  topicId: from(13, uuid),
  partitionResponses: array(partitionResponse),
})

export const PRODUCE = defineApi({
  key: 0,
  name: 'Produce',
  versions: [0, 13],
  flexible: 9,
  request: struct({
    transactionalId: from(3, nullableString),
    acks: int16,
    timeoutMs: int32,
    topicData: array(topicData),
  }),
  response: struct({
    responses: array(response),
    throttleTimeMs: from(1, int32),
    nodeEndpoints: tagged([0, 10], array(struct({ nodeId: int32, host: string, port: int32, rack: nullableString }))),
  }),
})
