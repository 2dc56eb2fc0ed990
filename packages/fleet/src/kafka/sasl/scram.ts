import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SaslExchange, SaslStep } from './mechanism.ts'
import { hmac, type ScramCredential, type ScramHash } from './scram-credential.ts'

export interface ScramServer {
  readonly hash: ScramHash
  /** Undefined: no such user. */
  readonly credentialOf: (user: string) => ScramCredential | undefined
  /** The server's half of the nonce; printable, no comma. Random unless given. */
  readonly nonce?: string
}

interface Begun {
  readonly user: string
  readonly credential: ScramCredential
  readonly nonce: string
  readonly gs2Header: string
  /** client-first-message-bare, comma, server-first-message. */
  readonly soFar: string
}

// RFC 5802 §7: gs2 header (n,, or n,a=name,), then n=user, r=nonce, and extensions.
const CLIENT_FIRST = /^(n,(?:a=([^,]*))?,)((?:m=[^,]*,)?n=([^,]*),r=([^,]+)(?:,.*)?)$/s
const CLIENT_FINAL = /^(c=([^,]*),r=([^,]*)(?:,.*?)?),p=([^,]+)$/s

/** SCRAM (RFC 5802, RFC 7677) without channel binding, as Kafka's brokers speak it. */
export function scramExchange(server: ScramServer): SaslExchange {
  let begun: Begun | null = null
  let over = false
  return {
    step: (token) => {
      if (over) return FAILED
      const text = token.toString('utf8')
      const step = begun === null ? first(text) : final(text, begun, server.hash)
      over = step.kind !== 'continue'
      return step
    },
  }

  function first(text: string): SaslStep {
    const match = CLIENT_FIRST.exec(text)
    if (match === null) return FAILED
    const [, gs2Header = '', authorizationId = '', bare = '', saslName = '', clientNonce = ''] = match
    const user = unescaped(saslName)
    const credential = user === null ? undefined : server.credentialOf(user)
    if (user === null || credential === undefined) return FAILED
    if (authorizationId !== '' && unescaped(authorizationId) !== user) return OTHER_AUTHORIZATION_ID
    const nonce = clientNonce + (server.nonce ?? randomBytes(18).toString('base64url'))
    const reply = `r=${nonce},s=${credential.salt.toString('base64')},i=${credential.iterations}`
    begun = { user, credential, nonce, gs2Header, soFar: `${bare},${reply}` }
    return { kind: 'continue', reply: Buffer.from(reply) }
  }
}

const FAILED: SaslStep = { kind: 'failed', message: null }
const OTHER_AUTHORIZATION_ID: SaslStep = {
  kind: 'failed',
  message: 'Authentication failed: Client requested an authorization id that is different from username',
}

function final(text: string, begun: Begun, hash: ScramHash): SaslStep {
  const [, withoutProof = '', binding = '', nonce = '', proof = ''] = CLIENT_FINAL.exec(text) ?? []
  if (nonce !== begun.nonce || Buffer.from(binding, 'base64').toString() !== begun.gs2Header) return FAILED
  const { storedKey, serverKey } = begun.credential
  const authMessage = `${begun.soFar},${withoutProof}`
  const clientKey = xor(Buffer.from(proof, 'base64'), hmac(hash, storedKey, authMessage))
  if (clientKey === null) return FAILED
  if (!timingSafeEqual(createHash(hash).update(clientKey).digest(), storedKey)) return FAILED
  const signature = hmac(hash, serverKey, authMessage).toString('base64')
  return { kind: 'done', reply: Buffer.from(`v=${signature}`), principal: `User:${begun.user}` }
}

function xor(left: Buffer, right: Buffer): Buffer | null {
  if (left.length !== right.length) return null
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)))
}

/** A saslname: `=2C` stands for a comma, `=3D` for an equals sign; any other `=` is a mistake. */
function unescaped(saslName: string): string | null {
  const plain = saslName.replaceAll('=2C', ',')
  return /=(?!3D)/.test(plain) ? null : plain.replaceAll('=3D', '=')
}
