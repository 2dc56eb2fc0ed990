import {
  array,
  defineApi,
  from,
  int8,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
} from '../wire/index.ts'

const result = struct({
  user: string,
  errorCode: int16,
  errorMessage: from(0, nullableString, ''),
  credentialInfos: array(struct({ mechanism: int8, iterations: int32 })),
})

export const DESCRIBE_USER_SCRAM_CREDENTIALS = defineApi({
  key: 50,
  name: 'DescribeUserScramCredentials',
  versions: [0, 0],
  flexible: 0,
  request: struct({ users: from(0, nullableArray(struct({ name: string })), []) }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: from(0, nullableString, ''),
    results: array(result),
  }),
})
