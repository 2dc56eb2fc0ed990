import { array, defineApi, from, int8, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const filter = struct({
  resourceTypeFilter: int8,
  resourceNameFilter: from(0, nullableString, ''),
  patternTypeFilter: from(1, int8, 3),
  principalFilter: from(0, nullableString, ''),
  hostFilter: from(0, nullableString, ''),
  operation: int8,
  permissionType: int8,
})

const matchingAcl = struct({
  errorCode: int16,
  errorMessage: from(0, nullableString, ''),
  resourceType: int8,
  resourceName: string,
  patternType: from(1, int8, 3),
  principal: string,
  host: string,
  operation: int8,
  permissionType: int8,
})

const filterResult = struct({
  errorCode: int16,
  errorMessage: from(0, nullableString, ''),
  matchingAcls: array(matchingAcl),
})

export const DELETE_ACLS = defineApi({
  key: 31,
  name: 'DeleteAcls',
  versions: [0, 3],
  flexible: 2,
  request: struct({ filters: array(filter) }),
  response: struct({ throttleTimeMs: int32, filterResults: array(filterResult) }),
})
