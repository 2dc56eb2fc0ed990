import { array, between, defineApi, from, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const askedMember = struct({ memberId: string, groupInstanceId: nullableString, reason: from(5, nullableString) })

const member = struct({ memberId: string, groupInstanceId: from(3, nullableString, ''), errorCode: int16 })

export const LEAVE_GROUP = defineApi({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexible: 4,
  request: struct({ groupId: string, memberId: between([0, 2], string), members: from(3, array(askedMember)) }),
  response: struct({ throttleTimeMs: from(1, int32), errorCode: int16, members: from(3, array(member)) }),
})
