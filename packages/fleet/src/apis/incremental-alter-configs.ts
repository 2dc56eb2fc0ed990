import { array, bool, defineApi, from, int8, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const resource = struct({
  resourceType: int8,
  resourceName: string,
  configs: array(struct({ name: string, configOperation: int8, value: from(0, nullableString, '') })),
})

const response = struct({
  errorCode: int16,
  errorMessage: from(0, nullableString, ''),
  resourceType: int8,
  resourceName: string,
})

export const INCREMENTAL_ALTER_CONFIGS = defineApi({
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: [0, 1],
  flexible: 1,
  request: struct({ resources: array(resource), validateOnly: bool }),
  response: struct({ throttleTimeMs: int32, responses: array(response) }),
})
