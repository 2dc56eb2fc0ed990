import { array, bool, defineApi, float64, from, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const askedEntry = struct({
  entity: array(struct({ entityType: string, entityName: from(0, nullableString, '') })),
  ops: array(struct({ key: string, value: float64, remove: bool })),
})

const entry = struct({
  errorCode: int16,
  errorMessage: from(0, nullableString, ''),
  entity: array(struct({ entityType: string, entityName: from(0, nullableString, '') })),
})

export const ALTER_CLIENT_QUOTAS = defineApi({
  key: 49,
  name: 'AlterClientQuotas',
  versions: [0, 1],
  flexible: 1,
  request: struct({ entries: array(askedEntry), validateOnly: bool }),
  response: struct({ throttleTimeMs: int32, entries: array(entry) }),
})
