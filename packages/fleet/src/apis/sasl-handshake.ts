import { array, defineApi, int16, string, struct } from '../wire/index.ts'

export const SASL_HANDSHAKE = defineApi({
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  flexible: null,
  request: struct({ mechanism: string }),
  response: struct({ errorCode: int16, mechanisms: array(string) }),
})
