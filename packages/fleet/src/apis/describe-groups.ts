import { array, bool, bytes, defineApi, from, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const member = struct({
  memberId: string,
  groupInstanceId: from(4, nullableString),
  clientId: string,
  clientHost: string,
  memberMetadata: bytes,
  memberAssignment: bytes,
})

const group = struct({
  errorCode: int16,
  errorMessage: from(6, nullableString),
  groupId: string,
  groupState: string,
  protocolType: string,
  protocolData: string,
  members: array(member),
  authorizedOperations: from(3, int32, -2147483648),
})

export const DESCRIBE_GROUPS = defineApi({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 6],
  flexible: 5,
  request: struct({ groups: array(string), includeAuthorizedOperations: from(3, bool) }),
  response: struct({ throttleTimeMs: from(1, int32), groups: array(group) }),
})
