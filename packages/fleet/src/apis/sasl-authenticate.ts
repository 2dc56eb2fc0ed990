import { bytes, defineApi, from, int16, int64, nullableString, struct } from '../wire/index.ts'

export const SASL_AUTHENTICATE = defineApi({
  key: 36,
  name: 'SaslAuthenticate',
  versions: [0, 2],
  flexible: 2,
  request: struct({ authBytes: bytes }),
  response: struct({
    errorCode: int16,
    errorMessage: from(0, nullableString, ''),
    authBytes: bytes,
    sessionLifetimeMs: from(1, int64),
  }),
})
