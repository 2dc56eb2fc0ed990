import type { Failure, FailureCode } from '@perigee/domain'
import { TokenEndpointDown } from '../oauth-token.ts'

/** How an error of node:net, node:tls, the resolver or the Kafka connection is filed. The first error with a known code wins. */
const BY_CODE: Readonly<Record<string, readonly [FailureCode, string]>> = {
  ECONNREFUSED: ['refused', 'connection refused'],
  ENOTFOUND: ['dns', 'host name does not resolve'],
  EAI_AGAIN: ['dns', 'name server gives no answer'],
  EAI_FAIL: ['dns', 'name server failed'],
  EHOSTUNREACH: ['connect-timeout', 'no route to host'],
  ENETUNREACH: ['connect-timeout', 'network unreachable'],
  EADDRNOTAVAIL: ['connect-timeout', 'no local address to connect from'],
  ETIMEDOUT: ['connect-timeout', 'no connection within the operating system’s limit'],
  ECONNRESET: ['closed', 'connection reset'],
  EPIPE: ['closed', 'connection closed'],
  ECONNABORTED: ['closed', 'connection aborted'],
  ERR_SOCKET_BAD_PORT: ['dns', 'port is not a port number'],
  PLT_KFK_UNEXPECTED_CORRELATION_ID: ['garbage', 'answer to a question that was not asked (correlation id)'],
  PLT_KFK_OUT_OF_BOUNDS: ['garbage', 'answer ends early'],
  OUT_OF_BOUNDS: ['garbage', 'answer ends early'],
}

const RETRYABLE: ReadonlySet<FailureCode> = new Set(['refused', 'dns', 'connect-timeout', 'timeout', 'closed'])

/** Builds a failure of the connection to `peer`; whether a retry may help follows from the code. */
export function peerFailure(code: FailureCode, message: string, peer: string): Failure {
  return { code, message, peer, retryable: RETRYABLE.has(code) }
}

/** Turns whatever a socket, TLS or the library reports into a failure. Never contains credentials. */
export function networkFailure(error: unknown, peer: string): Failure {
  const chain = causes(error)
  const authentication = chain.find((e) => codeOf(e) === 'PLT_KFK_AUTHENTICATION')
  if (authentication && chain.some(stumbled)) {
    return peerFailure('garbage', 'the answer to SASL is not one of Kafka', peer)
  }
  if (authentication) {
    const failure = peerFailure('authentication', authenticationMessage(chain), peer)
    return chain.some((e) => e instanceof TokenEndpointDown) ? { ...failure, retryable: true } : failure
  }
  for (const link of chain) {
    // A broker that stops drops handshakes as well: worth another try.
    if (droppedHandshake(link)) return { ...peerFailure('tls', TLS_NOT_SPOKEN, peer), retryable: true }
    const row = BY_CODE[codeOf(link)]
    if (row) return peerFailure(row[0], row[1], peer)
    if (isTlsError(link)) return peerFailure('tls', tlsMessage(link), peer)
  }
  if (chain.some((e) => e.message === 'Broker requires TLS.')) return peerFailure('tls', TLS_EXPECTED, peer)
  if (chain.some((e) => e.message.startsWith('TLS handshake failed.'))) return peerFailure('tls', TLS_NOT_SPOKEN, peer)
  if (chain.some((e) => codeOf(e) === 'PLT_KFK_TIMEOUT')) return peerFailure('timeout', 'no answer in time', peer)
  return peerFailure('closed', 'connection closed by the broker', peer)
}

/** Thrown by the library's reader, and by the buffer below it. */
const ENDS_EARLY: ReadonlySet<string> = new Set(['PLT_KFK_OUT_OF_BOUNDS', 'OUT_OF_BOUNDS'])

/** The library could not read the answer, such as an error code that Kafka does not have: nobody refused anything. */
function stumbled(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || ENDS_EARLY.has(codeOf(error))
}

export const TLS_EXPECTED = 'the listener speaks TLS, but TLS is not configured for this cluster'
export const TLS_NOT_SPOKEN =
  'the listener closed the TLS handshake: it probably speaks plain text, but TLS is configured'

/** The error and its causes, outermost first; aggregates are followed through their first error. */
function causes(error: unknown): (Error & { code?: unknown })[] {
  const chain: Error[] = []
  let next = error
  while (next instanceof Error && chain.length < 8) {
    chain.push(next)
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined)
  }
  return chain
}

function codeOf(error: Error & { code?: unknown }): string {
  return typeof error.code === 'string' ? error.code : ''
}

function isTlsError(error: Error): boolean {
  const code = codeOf(error)
  return (
    code === 'EPROTO' ||
    /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_OSSL|INVALID_CA)/.test(code)
  )
}

function tlsMessage(error: Error & { reason?: unknown }): string {
  if (/wrong version number|packet length too long/i.test(error.message)) return TLS_NOT_SPOKEN
  if (/alert (bad )?certificate|certificate required/i.test(error.message)) {
    return 'the broker refused our client certificate or wants one (tls.cert and tls.key)'
  }
  // The message of OpenSSL begins with an address in memory, so that no two are the same; its reason does not.
  const said =
    /^[0-9A-F]+:error:/.test(error.message) && typeof error.reason === 'string' ? error.reason : error.message
  const words = said.replace(/\s+/g, ' ').trim().slice(0, 200)
  return `TLS handshake failed: ${words || codeOf(error)}`
}

function droppedHandshake(error: Error): boolean {
  return error.message.includes('before secure TLS connection')
}

function authenticationMessage(chain: readonly Error[]): string {
  for (const link of [...chain].reverse()) {
    const said = (link as { serverErrorMessage?: unknown }).serverErrorMessage
    if (typeof said === 'string' && said !== '') return `the broker refused our credentials: ${said.slice(0, 200)}`
    const errors = (link as { errors?: unknown }).errors
    const nested = Array.isArray(errors) ? errors.find((e) => e instanceof Error) : undefined
    const detail = (nested as { serverErrorMessage?: unknown; apiId?: unknown } | undefined) ?? {}
    if (typeof detail.serverErrorMessage === 'string' && detail.serverErrorMessage !== '') {
      return `the broker refused our credentials: ${detail.serverErrorMessage.slice(0, 200)}`
    }
    if (detail.apiId === 'UNSUPPORTED_SASL_MECHANISM') return 'the broker does not offer the configured SASL mechanism'
    if (detail.apiId === 'ILLEGAL_SASL_STATE') return 'SASL is configured, but the listener does not use SASL'
  }
  const last = chain.at(-1)?.message ?? ''
  return `authentication failed: ${last.slice(0, 200) || 'no reason given'}`
}
