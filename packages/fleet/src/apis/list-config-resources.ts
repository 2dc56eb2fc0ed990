import { array, defineApi, from, int8, int16, int32, string, struct } from '../wire/index.ts'

export const LIST_CONFIG_RESOURCES = defineApi({
  key: 74,
  name: 'ListConfigResources',
  versions: [0, 1],
  flexible: 0,
  request: struct({ resourceTypes: from(1, array(int8)) }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    configResources: array(struct({ resourceName: string, resourceType: from(1, int8, 16) })),
  }),
})
