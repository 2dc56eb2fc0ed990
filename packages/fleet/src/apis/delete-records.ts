import { array, defineApi, int16, int32, int64, string, struct } from '../wire/index.ts'

const askedTopic = struct({ name: string, partitions: array(struct({ partitionIndex: int32, offset: int64 })) })

const topic = struct({
  name: string,
  partitions: array(struct({ partitionIndex: int32, lowWatermark: int64, errorCode: int16 })),
})

export const DELETE_RECORDS = defineApi({
  key: 21,
  name: 'DeleteRecords',
  versions: [0, 2],
  flexible: 2,
  request: struct({ topics: array(askedTopic), timeoutMs: int32 }),
  response: struct({ throttleTimeMs: int32, topics: array(topic) }),
})
