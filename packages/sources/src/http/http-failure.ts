import type { Failure } from '@perigee/domain'
import { networkFailure, peerFailure } from '../kafka/link/network-failure.ts'

/** What Node's HTTP client calls things, besides the errors of sockets and TLS. First known one in the chain wins. */
const BY_CODE: Readonly<Record<string, readonly [Failure['code'], string]>> = {
  ECONNRESET: ['closed', 'the connection was reset'],
  EPIPE: ['closed', 'the connection was closed before the question was whole'],
  HPE_HEADER_OVERFLOW: ['garbage', 'the headers of the answer are too long'],
  ERR_STREAM_PREMATURE_CLOSE: ['closed', 'the connection was closed before the answer was whole'],
  ERR_INVALID_CHAR: [
    'unsupported',
    'the question cannot be sent: credentials hold a character that HTTP headers may not',
  ],
}

/** An end of the connection in good manners, in the words of Node: its code is that of a reset. */
const HUNG_UP = new Set(['socket hang up', 'aborted'])

/** Turns whatever the client throws into a failure. Never holds what we sent: neither the path nor a header. */
export function httpFailure(error: unknown, peer: string): Failure {
  let next = error
  for (let depth = 0; next instanceof Error && depth < 8; depth += 1) {
    const code = (next as { code?: unknown }).code
    if (typeof code === 'string') {
      const row = HUNG_UP.has(next.message) ? BY_CODE.ERR_STREAM_PREMATURE_CLOSE : BY_CODE[code]
      if (row) return peerFailure(row[0], row[1], peer)
      if (code.startsWith('HPE_')) return peerFailure('garbage', 'the answer is not HTTP', peer)
      if (/^(Z_|ERR_BROTLI|ERR__ERROR_)/.test(code))
        return peerFailure('garbage', 'the answer does not decompress', peer)
    }
    next = next.cause
  }
  const failure = networkFailure(error, peer)
  return failure.code === 'closed' ? { ...failure, message: 'the connection was closed' } : failure
}
