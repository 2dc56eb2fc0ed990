import { connect } from 'node:net'
import { parseAddress } from '../kafka/link/address.ts'
import { networkFailure, peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'

export interface Deadlines {
  readonly connectTimeoutMs: number
  readonly requestTimeoutMs: number
}

/** `mntr` of a big leader is some 30 kB. */
const MAX_ANSWER_BYTES = 256 * 1024

/**
 * Asks one node a four-letter word over plain TCP; the node closes the connection after its answer.
 * Ends by the two deadlines at the latest and never throws.
 */
export function fourLetterWord(
  word: string,
  address: string,
  options: Deadlines & { readonly signal: AbortSignal },
): Promise<Result<string>> {
  const peer = `zk ${address}`
  const target = parseAddress(address)
  if (!target) return Promise.resolve(bad(peerFailure('dns', `${address} is not host:port`, peer)))
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let received = 0
    const socket = connect({ host: target.host, port: target.port })
    const end = (result: Result<string>) => {
      clearTimeout(timer)
      options.signal.removeEventListener('abort', onAbort)
      socket.destroy()
      resolve(result)
    }
    const onAbort = () => end(bad(peerFailure('timeout', 'given up before the answer came', peer)))
    let timer = setTimeout(
      () => end(bad(peerFailure('connect-timeout', `no connection within ${options.connectTimeoutMs} ms`, peer))),
      options.connectTimeoutMs,
    )
    socket.on('error', (error) => end(bad(networkFailure(error, peer))))
    socket.once('connect', () => {
      clearTimeout(timer)
      timer = setTimeout(
        () => end(bad(peerFailure('timeout', `no answer within ${options.requestTimeoutMs} ms`, peer))),
        options.requestTimeoutMs,
      )
      socket.write(word)
    })
    socket.on('data', (chunk) => {
      received += chunk.length
      chunks.push(chunk)
      if (received > MAX_ANSWER_BYTES) end(bad(peerFailure('garbage', 'the answer is too long', peer)))
    })
    socket.once('close', () => {
      if (received > 0) end(good(Buffer.concat(chunks).toString('utf8')))
      else
        end(
          bad(peerFailure('closed', 'connection closed without an answer: too many connections, or a TLS port', peer)),
        )
    })
    options.signal.addEventListener('abort', onAbort, { once: true })
    if (options.signal.aborted) onAbort()
  })
}
