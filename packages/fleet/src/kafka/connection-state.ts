import type { SaslAuthenticator } from './sasl/index.ts'

/** What a node remembers of one connection. */
export interface Connection {
  readonly id: number
  /** `address:port` of the client. */
  readonly peer: string
  /** `User:name`, `User:ANONYMOUS` without SASL. */
  principal: string
  /** False until SASL is done, where the listener asks for it. */
  isAuthenticated: boolean
  /** The credentials were wrong: with the answer that says so the connection ends. */
  isRefused: boolean
  /** Null where the listener asks for no SASL. */
  readonly authenticator: SaslAuthenticator | null
}
