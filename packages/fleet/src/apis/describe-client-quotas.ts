import {
  array,
  bool,
  defineApi,
  float64,
  from,
  int8,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
} from '../wire/index.ts'

const entry = struct({
  entity: array(struct({ entityType: string, entityName: from(0, nullableString, '') })),
  values: array(struct({ key: string, value: float64 })),
})

export const DESCRIBE_CLIENT_QUOTAS = defineApi({
  key: 48,
  name: 'DescribeClientQuotas',
  versions: [0, 1],
  flexible: 1,
  request: struct({
    components: array(struct({ entityType: string, matchType: int8, match: from(0, nullableString, '') })),
    strict: bool,
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: from(0, nullableString, ''),
    entries: from(0, nullableArray(entry), []),
  }),
})
