import { array, bool, defineApi, from, int8, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const resource = struct({
  resourceType: int8,
  resourceName: string,
  configs: array(struct({ name: string, value: from(0, nullableString, '') })),
})

const response = struct({
  errorCode: int16,
  errorMessage: from(0, nullableString, ''),
  resourceType: int8,
  resourceName: string,
})

export const ALTER_CONFIGS = defineApi({
  key: 33,
  name: 'AlterConfigs',
  versions: [0, 2],
  flexible: 2,
  request: struct({ resources: array(resource), validateOnly: bool }),
  response: struct({ throttleTimeMs: int32, responses: array(response) }),
})
