// What a SASL listener does with SaslHandshake and SaslAuthenticate on one connection (KIP-43, KIP-152, KIP-368).
import { MECHANISMS, type Mechanism, type SaslExchange } from './mechanism.ts'
import { plainExchange } from './plain.ts'
import type { SaslUsers } from './sasl-users.ts'
import { scramExchange } from './scram.ts'

export interface SaslOptions {
  readonly users: SaslUsers
  /** `sasl.enabled.mechanisms`. Default all three. */
  readonly mechanisms?: readonly Mechanism[]
  /** `connections.max.reauth.ms`; 0 (default): a session lasts as long as its connection. */
  readonly sessionLifetimeMs?: number
}

export interface HandshakeAnswer {
  /** 0, 33 (UNSUPPORTED_SASL_MECHANISM) or 34 (ILLEGAL_SASL_STATE). */
  readonly errorCode: number
  readonly mechanisms: readonly string[]
}

export interface AuthenticateAnswer {
  /** 0, 34 or 58 (SASL_AUTHENTICATION_FAILED). After an error a broker closes the connection. */
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly authBytes: Buffer
  readonly sessionLifetimeMs: number
}

const UNSUPPORTED_SASL_MECHANISM = 33
const ILLEGAL_SASL_STATE = 34
const SASL_AUTHENTICATION_FAILED = 58

export class SaslAuthenticator {
  readonly #options: SaslOptions
  #mechanism: Mechanism | null = null
  #exchange: SaslExchange | null = null
  #principal: string | null = null

  constructor(options: SaslOptions) {
    this.#options = options
  }

  /** `User:name` once the exchange is done; null before. */
  get principal(): string | null {
    return this.#principal
  }

  /** SaslHandshake: chooses the mechanism. On a connection that is through already this begins a re-authentication. */
  begin(mechanism: string): HandshakeAnswer {
    const mechanisms = this.#options.mechanisms ?? MECHANISMS
    const chosen = mechanisms.find((each) => each === mechanism)
    const again = this.#principal !== null
    if (chosen === undefined || (again && chosen !== this.#mechanism))
      return { errorCode: UNSUPPORTED_SASL_MECHANISM, mechanisms }
    if (this.#exchange !== null) return { errorCode: ILLEGAL_SASL_STATE, mechanisms }
    this.#mechanism = chosen
    this.#exchange = exchangeFor(chosen, this.#options.users)
    return { errorCode: 0, mechanisms }
  }

  /** SaslAuthenticate: one token of the exchange. */
  step(token: Buffer): AuthenticateAnswer {
    if (this.#exchange === null)
      return refused(ILLEGAL_SASL_STATE, 'SaslAuthenticate request received without a SaslHandshake before it')
    const step = this.#exchange.step(token)
    if (step.kind === 'failed') {
      this.#exchange = null
      return refused(SASL_AUTHENTICATION_FAILED, step.message ?? this.#noReason())
    }
    if (step.kind === 'continue') return accepted(step.reply, 0)
    this.#exchange = null
    if (this.#principal !== null && this.#principal !== step.principal)
      return refused(SASL_AUTHENTICATION_FAILED, 'Cannot change principals during re-authentication')
    this.#principal = step.principal
    return accepted(step.reply, this.#options.sessionLifetimeMs ?? 0)
  }

  #noReason(): string {
    const when = this.#principal === null ? 'authentication' : 're-authentication'
    return `Authentication failed during ${when} due to invalid credentials with SASL mechanism ${this.#mechanism}`
  }
}

function exchangeFor(mechanism: Mechanism, users: SaslUsers): SaslExchange {
  if (mechanism === 'PLAIN') return plainExchange(users.passwords)
  const hash = mechanism === 'SCRAM-SHA-256' ? 'sha256' : 'sha512'
  return scramExchange({ hash, credentialOf: (user) => users.credentialOf(user, hash) })
}

function accepted(authBytes: Buffer, sessionLifetimeMs: number): AuthenticateAnswer {
  return { errorCode: 0, errorMessage: null, authBytes, sessionLifetimeMs }
}

function refused(errorCode: number, errorMessage: string): AuthenticateAnswer {
  return { errorCode, errorMessage, authBytes: Buffer.alloc(0), sessionLifetimeMs: 0 }
}
