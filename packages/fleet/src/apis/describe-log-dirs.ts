import { array, bool, defineApi, from, int16, int32, int64, nullableArray, string, struct } from '../wire/index.ts'

const partition = struct({ partitionIndex: int32, partitionSize: int64, offsetLag: int64, isFutureKey: bool })

const topic = struct({ name: string, partitions: array(partition) })

const result = struct({
  errorCode: int16,
  logDir: string,
  topics: array(topic),
  totalBytes: from(4, int64, -1n),
  usableBytes: from(4, int64, -1n),
  isCordoned: from(5, bool),
})

export const DESCRIBE_LOG_DIRS = defineApi({
  key: 35,
  name: 'DescribeLogDirs',
  versions: [0, 5],
  flexible: 2,
  request: struct({ topics: from(0, nullableArray(struct({ topic: string, partitions: array(int32) })), []) }),
  response: struct({ throttleTimeMs: int32, errorCode: from(3, int16), results: array(result) }),
})
