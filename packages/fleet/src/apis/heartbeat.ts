import { defineApi, from, int16, int32, nullableString, string, struct } from '../wire/index.ts'

export const HEARTBEAT = defineApi({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexible: 4,
  request: struct({ groupId: string, generationId: int32, memberId: string, groupInstanceId: from(3, nullableString) }),
  response: struct({ throttleTimeMs: from(1, int32), errorCode: int16 }),
})
