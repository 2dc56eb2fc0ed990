import { SASL_AUTHENTICATE } from '../../apis/sasl-authenticate.ts'
import { SASL_HANDSHAKE } from '../../apis/sasl-handshake.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'

/** SaslHandshake: chooses the mechanism (KIP-43). */
export const saslHandshakeHandler = handler(SASL_HANDSHAKE, ({ mechanism }, { connection }) => {
  if (connection.authenticator === null) return { errorCode: ErrorCode.ILLEGAL_SASL_STATE }
  return connection.authenticator.begin(mechanism)
})

/** SaslAuthenticate: one token of the exchange (KIP-152). */
export const saslAuthenticateHandler = handler(SASL_AUTHENTICATE, ({ authBytes }, { connection, struck }) => {
  const { authenticator } = connection
  if (authenticator === null) return { errorCode: ErrorCode.ILLEGAL_SASL_STATE, errorMessage: 'SASL is not asked for' }
  if (struck.some((one) => one.kind === 'authentication-failure')) {
    connection.isRefused = true
    return { errorCode: ErrorCode.SASL_AUTHENTICATION_FAILED, errorMessage: 'Authentication failed' }
  }
  const answer = authenticator.step(authBytes)
  connection.isRefused = answer.errorCode !== 0
  if (authenticator.principal !== null) {
    connection.principal = authenticator.principal
    connection.isAuthenticated = true
  }
  return answer
})
