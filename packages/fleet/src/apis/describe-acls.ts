import { array, defineApi, from, int8, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const resource = struct({
  resourceType: int8,
  resourceName: string,
  patternType: from(1, int8, 3),
  acls: array(struct({ principal: string, host: string, operation: int8, permissionType: int8 })),
})

export const DESCRIBE_ACLS = defineApi({
  key: 29,
  name: 'DescribeAcls',
  versions: [0, 3],
  flexible: 2,
  request: struct({
    resourceTypeFilter: int8,
    resourceNameFilter: from(0, nullableString, ''),
    patternTypeFilter: from(1, int8, 3),
    principalFilter: from(0, nullableString, ''),
    hostFilter: from(0, nullableString, ''),
    operation: int8,
    permissionType: int8,
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: from(0, nullableString, ''),
    resources: array(resource),
  }),
})
