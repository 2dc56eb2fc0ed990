import { expect, test } from 'vitest'
import { TokenEndpointDown } from '../oauth-token.ts'
import { networkFailure } from './network-failure.ts'

const error = (code: string, message = code, cause?: unknown) => Object.assign(new Error(message, { cause }), { code })

test.each([
  [error('ECONNREFUSED'), 'refused', true],
  [error('ENOTFOUND'), 'dns', true],
  [error('EHOSTUNREACH'), 'connect-timeout', true],
  [error('ECONNRESET'), 'closed', true],
  [error('CERT_HAS_EXPIRED', 'certificate has expired'), 'tls', false],
  [error('ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number'), 'tls', false],
  [error('ECONNRESET', 'socket disconnected before secure TLS connection was established'), 'tls', true],
  [error('PLT_KFK_NETWORK', 'outer', error('ECONNREFUSED')), 'refused', true],
  [error('PLT_KFK_AUTHENTICATION'), 'authentication', false],
  [error('PLT_KFK_AUTHENTICATION', 'outer', new TokenEndpointDown('no answer')), 'authentication', true],
  [error('PLT_KFK_AUTHENTICATION', 'outer', new TypeError('Cannot destructure property')), 'garbage', false],
  [error('PLT_KFK_AUTHENTICATION', 'outer', error('OUT_OF_BOUNDS', 'Out of bounds.')), 'garbage', false],
  [error('PLT_KFK_UNEXPECTED_CORRELATION_ID'), 'garbage', false],
  [new AggregateError([error('ECONNREFUSED'), error('ECONNREFUSED')]), 'refused', true],
  [new Error('no idea'), 'closed', true],
  ['not even an error', 'closed', true],
] as const)('%s is %s', (thrown, code, retryable) => {
  expect(networkFailure(thrown, 'host:1')).toMatchObject({ code, retryable, peer: 'host:1' })
})

test('the words of the broker about credentials are kept', () => {
  const refusal = Object.assign(new Error('failed'), { serverErrorMessage: 'Invalid username or password' })
  const failure = networkFailure(error('PLT_KFK_AUTHENTICATION', 'SASL authentication failed.', refusal), 'host:1')
  expect(failure.message).toBe('the broker refused our credentials: Invalid username or password')
})

test('a TLS failure reads the same each time', () => {
  const thrown = (at: string) =>
    Object.assign(
      error('ERR_SSL_UNEXPECTED_MESSAGE', `${at}:error:0A0000F4:SSL routines:read:unexpected message:x.c:1:`),
      {
        reason: 'unexpected message',
      },
    )
  const [first, second] = ['40CDC4CC537F0000', '40CDC4CC53800000'].map((at) => networkFailure(thrown(at), 'host:1'))
  expect(first).toEqual(second)
  expect(first?.message).toBe('TLS handshake failed: unexpected message')
})
