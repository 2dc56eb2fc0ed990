import { array, defineApi, from, int8, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const creation = struct({
  resourceType: int8,
  resourceName: string,
  resourcePatternType: from(1, int8, 3),
  principal: string,
  host: string,
  operation: int8,
  permissionType: int8,
})

export const CREATE_ACLS = defineApi({
  key: 30,
  name: 'CreateAcls',
  versions: [0, 3],
  flexible: 2,
  request: struct({ creations: array(creation) }),
  response: struct({
    throttleTimeMs: int32,
    results: array(struct({ errorCode: int16, errorMessage: from(0, nullableString, '') })),
  }),
})
