// The one way to ask a service over HTTP: deadline, size cap, logon, typed failures; nothing throws for what a peer does.
import type { HttpAuth } from '@perigee/config'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
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
  readonly headers: Headers
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
  const peer = peerOf(ask.url)
  if (peer === null) return bad(peerFailure('unsupported', 'the address is none of HTTP', 'no address'))
  const deadline = AbortSignal.timeout(ask.timeoutMs)
  try {
    const response = await fetch(ask.url, {
      method: ask.method ?? 'GET',
      headers: { 'accept-encoding': 'gzip', ...authHeader(ask.auth ?? null), ...ask.headers },
      ...(ask.body === undefined ? {} : { body: ask.body }),
      // Whoever is sent elsewhere would take the credentials along.
      redirect: 'manual',
      signal: AbortSignal.any([ask.signal, deadline]),
    })
    if (!response.ok && ask.accept?.includes(response.status) !== true) {
      await response.body?.cancel()
      return bad(statusFailure(response.status, peer))
    }
    let size = 0
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > ask.maxBytes)
        return bad(peerFailure('garbage', `the answer is longer than ${ask.maxBytes} bytes`, peer))
      take(chunk)
    }
    const told = Number(response.headers.get('content-length') ?? Number.NaN)
    return good({
      status: response.status,
      headers: response.headers,
      wireBytes: Number.isFinite(told) && told > 0 ? told : size,
      durationMs: performance.now() - startedAt,
    })
  } catch (error) {
    if (deadline.aborted) return bad(peerFailure('timeout', `no answer within ${ask.timeoutMs} ms`, peer))
    if (ask.signal.aborted) return bad(peerFailure('timeout', 'given up before the answer came', peer))
    return bad(httpFailure(error, peer))
  }
}

/** host:port; the path may hold what is not for a log. Null: nothing that can be asked. */
function peerOf(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.host : null
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
