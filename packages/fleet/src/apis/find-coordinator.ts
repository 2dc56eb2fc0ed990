import { array, between, defineApi, from, int8, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const coordinator = struct({
  key: string,
  nodeId: int32,
  host: string,
  port: int32,
  errorCode: int16,
  errorMessage: from(4, nullableString, ''),
})

export const FIND_COORDINATOR = defineApi({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 6],
  flexible: 3,
  request: struct({ key: between([0, 3], string), keyType: from(1, int8), coordinatorKeys: from(4, array(string)) }),
  response: struct({
    throttleTimeMs: from(1, int32),
    errorCode: between([0, 3], int16),
    errorMessage: between([1, 3], nullableString, ''),
    nodeId: between([0, 3], int32),
    host: between([0, 3], string),
    port: between([0, 3], int32),
    coordinators: from(4, array(coordinator)),
  }),
})
