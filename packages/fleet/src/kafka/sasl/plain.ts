import { timingSafeEqual } from 'node:crypto'
import type { SaslExchange, SaslStep } from './mechanism.ts'

/** User name → password. */
export type Passwords = ReadonlyMap<string, string>

/** PLAIN (RFC 4616): authorization id, user and password in one token, parted by NUL. */
export function plainExchange(passwords: Passwords): SaslExchange {
  return { step: (token) => judge(token.toString('utf8').split('\0'), passwords) }
}

function judge(parts: readonly string[], passwords: Passwords): SaslStep {
  const [authorizationId = '', user = '', password = ''] = parts
  if (parts.length !== 3)
    return failed(`Invalid SASL/PLAIN response: expected 3 tokens, got ${Math.min(parts.length, 4)}`)
  if (user === '') return failed('Authentication failed: username not specified')
  if (password === '') return failed('Authentication failed: password not specified')
  if (!same(passwords.get(user), password)) return failed('Authentication failed: Invalid username or password')
  if (authorizationId !== '' && authorizationId !== user)
    return failed('Authentication failed: Client requested an authorization id that is different from username')
  return { kind: 'done', reply: Buffer.alloc(0), principal: `User:${user}` }
}

function failed(message: string): SaslStep {
  return { kind: 'failed', message }
}

function same(known: string | undefined, given: string): boolean {
  if (known === undefined) return false
  const [left, right] = [Buffer.from(known), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right)
}
