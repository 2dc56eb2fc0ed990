import { array, defineApi, from, int16, int32, string, struct } from '../wire/index.ts'

const group = struct({ groupId: string, protocolType: string, groupState: from(4, string), groupType: from(5, string) })

export const LIST_GROUPS = defineApi({
  key: 16,
  name: 'ListGroups',
  versions: [0, 5],
  flexible: 3,
  request: struct({ statesFilter: from(4, array(string)), typesFilter: from(5, array(string)) }),
  response: struct({ throttleTimeMs: from(1, int32), errorCode: int16, groups: array(group) }),
})
