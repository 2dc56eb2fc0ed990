import { array, defineApi, int16, int32, string, struct } from '../wire/index.ts'

const dir = struct({ path: string, topics: array(struct({ name: string, partitions: array(int32) })) })

const result = struct({ topicName: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) })

export const ALTER_REPLICA_LOG_DIRS = defineApi({
  key: 34,
  name: 'AlterReplicaLogDirs',
  versions: [0, 2],
  flexible: 2,
  request: struct({ dirs: array(dir) }),
  response: struct({ throttleTimeMs: int32, results: array(result) }),
})
