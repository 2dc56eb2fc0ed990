import type { Failure } from '@perigee/domain'
import { networkFailure, peerFailure } from '../kafka/link/network-failure.ts'

/** What Node's HTTP client calls things, besides the errors of sockets and TLS. First known one in the chain wins. */
const BY_CODE: Readonly<Record<string, readonly [Failure['code'], string]>> = {
  UND_ERR_SOCKET: ['closed', 'the connection was closed before the answer was whole'],
  ECONNRESET: ['closed', 'the connection was reset'],
  EPIPE: ['closed', 'the connection was closed before the question was whole'],
  UND_ERR_CONNECT_TIMEOUT: ['connect-timeout', 'no connection in time'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'no answer in time'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'the answer stopped half-way'],
  UND_ERR_HEADERS_OVERFLOW: ['garbage', 'the headers of the answer are too long'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['garbage', 'the answer is not as long as it says'],
  ERR_INVALID_URL: ['unsupported', 'the address is none of HTTP'],
}

const NOT_SENT = 'the question cannot be sent: credentials hold a character that HTTP headers may not'

/** Turns whatever `fetch` throws into a failure. Never holds what we sent: neither the path nor a header. */
export function httpFailure(error: unknown, peer: string): Failure {
  let next = error
  for (let depth = 0; next instanceof Error && depth < 8; depth += 1) {
    const code = (next as { code?: unknown }).code
    if (typeof code === 'string') {
      const row = BY_CODE[code]
      if (row) return peerFailure(row[0], row[1], peer)
      if (code.startsWith('Z_')) return peerFailure('garbage', 'the answer does not decompress', peer)
    }
    if (next.name === 'HTTPParserError') return peerFailure('garbage', 'the answer is not HTTP', peer)
    // Node's own word for ports that browsers refuse; it has no code.
    if (next.message === 'bad port') return peerFailure('unsupported', 'the port is one that HTTP clients refuse', peer)
    next = next.cause
  }
  // Before anything was sent `fetch` throws a bare TypeError, whose message quotes the header.
  if (error instanceof TypeError && error.cause === undefined) return peerFailure('unsupported', NOT_SENT, peer)
  const failure = networkFailure(error, peer)
  return failure.code === 'closed' ? { ...failure, message: 'the connection was closed' } : failure
}
