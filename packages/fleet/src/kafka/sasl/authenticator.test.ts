import { describe, expect, it } from 'vitest'
import { SaslAuthenticator, type SaslOptions } from './authenticator.ts'
import { SaslUsers } from './sasl-users.ts'

const users = new SaslUsers({ ann: 'secret', bob: 'other' })
const plain = (user: string, password: string, as = '') => Buffer.from(`${as}\0${user}\0${password}`)

function begun(options: Partial<SaslOptions> = {}): SaslAuthenticator {
  const authenticator = new SaslAuthenticator({ users, ...options })
  authenticator.begin('PLAIN')
  return authenticator
}

describe('SASL on a connection', () => {
  it('lets a user with the right password through and names the principal', () => {
    const authenticator = begun({ sessionLifetimeMs: 60_000 })
    expect(authenticator.principal).toBeNull()
    const answer = authenticator.step(plain('ann', 'secret'))
    expect(answer).toEqual({ errorCode: 0, errorMessage: null, authBytes: Buffer.alloc(0), sessionLifetimeMs: 60_000 })
    expect(authenticator.principal).toBe('User:ann')
  })

  it.each([
    [plain('ann', 'wrong'), 'Authentication failed: Invalid username or password'],
    [plain('eve', 'secret'), 'Authentication failed: Invalid username or password'],
    [plain('', 'secret'), 'Authentication failed: username not specified'],
    [plain('ann', ''), 'Authentication failed: password not specified'],
    [
      plain('ann', 'secret', 'bob'),
      'Authentication failed: Client requested an authorization id that is different from username',
    ],
    [Buffer.from('ann'), 'Invalid SASL/PLAIN response: expected 3 tokens, got 1'],
  ])('refuses %s with the broker’s words', (token, errorMessage) => {
    const authenticator = begun()
    expect(authenticator.step(token)).toMatchObject({ errorCode: 58, errorMessage })
    expect(authenticator.principal).toBeNull()
    expect(authenticator.step(plain('ann', 'secret')).errorCode).toBe(34)
  })

  it('names the mechanisms it has to who asks for another', () => {
    const authenticator = new SaslAuthenticator({ users, mechanisms: ['SCRAM-SHA-512'] })
    expect(authenticator.begin('PLAIN')).toEqual({ errorCode: 33, mechanisms: ['SCRAM-SHA-512'] })
    expect(authenticator.step(plain('ann', 'secret')).errorCode).toBe(34)
  })

  it('does not tell with SCRAM whether the user exists', () => {
    const authenticator = new SaslAuthenticator({ users })
    authenticator.begin('SCRAM-SHA-256')
    expect(authenticator.step(Buffer.from('n,,n=eve,r=abc'))).toMatchObject({
      errorCode: 58,
      errorMessage:
        'Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256',
    })
  })

  it('tells no session lifetime before the end of the exchange', () => {
    const authenticator = new SaslAuthenticator({ users, sessionLifetimeMs: 9 })
    authenticator.begin('SCRAM-SHA-512')
    expect(authenticator.step(Buffer.from('n,,n=ann,r=abc'))).toMatchObject({ errorCode: 0, sessionLifetimeMs: 0 })
    expect(authenticator.begin('SCRAM-SHA-512').errorCode).toBe(34)
  })

  it('authenticates again as the same user by the same mechanism only', () => {
    const authenticator = begun()
    authenticator.step(plain('ann', 'secret'))
    expect(authenticator.begin('SCRAM-SHA-256').errorCode).toBe(33)
    expect(authenticator.begin('PLAIN').errorCode).toBe(0)
    expect(authenticator.step(plain('ann', 'secret')).errorCode).toBe(0)
    authenticator.begin('PLAIN')
    expect(authenticator.step(plain('bob', 'other'))).toMatchObject({ errorCode: 58 })
  })

  it('salts a password once', () => {
    const own = new SaslUsers({ ann: 'secret' })
    expect(own.credentialOf('ann', 'sha256')).toBe(own.credentialOf('ann', 'sha256'))
    expect(own.credentialOf('ann', 'sha512')?.storedKey).toHaveLength(64)
  })
})
