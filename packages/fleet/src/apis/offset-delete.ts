import { array, defineApi, int16, int32, string, struct } from '../wire/index.ts'

const askedTopic = struct({ name: string, partitions: array(struct({ partitionIndex: int32 })) })

const topic = struct({ name: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) })

export const OFFSET_DELETE = defineApi({
  key: 47,
  name: 'OffsetDelete',
  versions: [0, 0],
  flexible: null,
  request: struct({ groupId: string, topics: array(askedTopic) }),
  response: struct({ errorCode: int16, throttleTimeMs: int32, topics: array(topic) }),
})
