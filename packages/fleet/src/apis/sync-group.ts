import { array, bytes, defineApi, from, int16, int32, nullableString, string, struct } from '../wire/index.ts'

export const SYNC_GROUP = defineApi({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexible: 4,
  request: struct({
    groupId: string,
    generationId: int32,
    memberId: string,
    groupInstanceId: from(3, nullableString),
    protocolType: from(5, nullableString),
    protocolName: from(5, nullableString),
    assignments: array(struct({ memberId: string, assignment: bytes })),
  }),
  response: struct({
    throttleTimeMs: from(1, int32),
    errorCode: int16,
    protocolType: from(5, nullableString),
    protocolName: from(5, nullableString),
    assignment: bytes,
  }),
})
