// The one way to ask a service over HTTP: deadline, size cap, logon, typed failures; nothing throws for what a peer does.
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { HttpAuth } from '@perigee/config'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
import { decoderOf, exchange } from './http-exchange.ts'
import { httpFailure } from './http-failure.ts'

export interface HttpAsk {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | URLSearchParams
  readonly auth?: HttpAuth | null
  /** Until the body is read whole. */
  readonly timeoutMs: number
  /** Of the body, decompressed. */
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Statuses besides 2xx that are an answer and no failure. */
  readonly accept?: readonly number[]
}

export interface HttpAnswer {
  readonly status: number
  /** By lower-case names. A map: the first `Headers` of a process loads all of undici, 13 MB. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  /** As sent, compressed perhaps, where the peer told; else of the body. */
  readonly wireBytes: number
  /** From asking to the end of the body, ms. */
  readonly durationMs: number
}

/** Asks and reads the whole body. */
export async function askHttp(ask: HttpAsk): Promise<Result<HttpAnswer>> {
  const chunks: Uint8Array[] = []
  const answer = await streamHttp(ask, (chunk) => void chunks.push(chunk))
  return answer.ok ? good({ ...answer.value, body: Buffer.concat(chunks) }) : answer
}

/** Asks and hands the decompressed body over as it comes; chunks may be kept. */
export async function streamHttp(
  ask: HttpAsk,
  take: (chunk: Uint8Array) => void,
): Promise<Result<Omit<HttpAnswer, 'body'>>> {
  const startedAt = performance.now()
  const url = URL.parse(ask.url)
  // The path may hold what is not for a log.
  const peer = url !== null && /^https?:$/.test(url.protocol) ? url.host : null
  if (url === null || peer === null) return bad(peerFailure('unsupported', 'the address is none of HTTP', 'no address'))
  const deadline = AbortSignal.timeout(ask.timeoutMs)
  try {
    const response = await exchange({
      url,
      method: ask.method ?? 'GET',
      headers: { 'accept-encoding': 'gzip', ...authHeader(ask.auth ?? null), ...ask.headers },
      body: ask.body,
      signal: AbortSignal.any([ask.signal, deadline]),
    })
    // Whoever is sent elsewhere would take the credentials along: redirects are no answer.
    const { statusCode: status = 0, headers } = response
    if ((status < 200 || status > 299) && ask.accept?.includes(status) !== true) {
      response.destroy()
      return bad(statusFailure(status, peer))
    }
    const size = await readBody(response, { maxBytes: ask.maxBytes, take })
    const told = Number(headers['content-length'] ?? Number.NaN)
    return good({
      status,
      headers: new Map(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      wireBytes: Number.isFinite(told) && told > 0 ? told : size,
      durationMs: performance.now() - startedAt,
    })
  } catch (error) {
    if (error instanceof NotTaken) return bad(peerFailure('garbage', error.message, peer))
    if (deadline.aborted) return bad(peerFailure('timeout', `no answer within ${ask.timeoutMs} ms`, peer))
    if (ask.signal.aborted) return bad(peerFailure('timeout', 'given up before the answer came', peer))
    return bad(httpFailure(error, peer))
  }
}

interface Taker {
  readonly maxBytes: number
  readonly take: (chunk: Uint8Array) => void
}

class NotTaken extends Error {}

/** Bytes of the body, decompressed. Throws {@link NotTaken}, and what the connection and the decompressor do. */
async function readBody(response: IncomingMessage, { maxBytes, take }: Taker): Promise<number> {
  const decoder = decoderOf(response)
  if (decoder === null) {
    response.destroy()
    throw new NotTaken('the answer is compressed in a way that was not asked for')
  }
  let size = 0
  const taken = async (body: AsyncIterable<Buffer>) => {
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxBytes) throw new NotTaken(`the answer is longer than ${maxBytes} bytes`)
      take(chunk)
    }
  }
  await (decoder === undefined ? pipeline(response, taken) : pipeline(response, decoder, taken))
  return size
}

function authHeader(auth: HttpAuth | null): Record<string, string> {
  if (auth === null) return {}
  if (auth.kind === 'bearer') return { authorization: `Bearer ${auth.token}` }
  return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` }
}

function statusFailure(status: number, peer: string) {
  if (status === 401) return peerFailure('authentication', 'answers 401: it wants credentials, or refuses ours', peer)
  if (status === 403) return peerFailure('forbidden', 'answers 403: our credentials do not reach that far', peer)
  if (status === 404) return peerFailure('unsupported', 'answers 404: nothing is served at this path', peer)
  if (status >= 300 && status < 400) return peerFailure('unsupported', `answers ${status}: it sends us elsewhere`, peer)
  return { ...peerFailure('garbage', `answers with HTTP status ${status}`, peer), retryable: status >= 500 }
}
