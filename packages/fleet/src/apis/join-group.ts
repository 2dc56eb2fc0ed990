import { array, bool, bytes, defineApi, from, int16, int32, nullableString, string, struct } from '../wire/index.ts'

export const JOIN_GROUP = defineApi({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexible: 6,
  request: struct({
    groupId: string,
    sessionTimeoutMs: int32,
    rebalanceTimeoutMs: from(1, int32, -1),
    memberId: string,
    groupInstanceId: from(5, nullableString),
    protocolType: string,
    protocols: array(struct({ name: string, metadata: bytes })),
    reason: from(8, nullableString),
  }),
  response: struct({
    throttleTimeMs: from(2, int32),
    errorCode: int16,
    generationId: from(0, int32, -1),
    protocolType: from(7, nullableString),
    protocolName: from(0, nullableString, ''),
    leader: string,
    skipAssignment: from(9, bool),
    memberId: string,
    members: array(struct({ memberId: string, groupInstanceId: from(5, nullableString), metadata: bytes })),
  }),
})
