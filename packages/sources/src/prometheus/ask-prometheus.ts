// The HTTP API of Prometheus, which Mimir, Thanos and VictoriaMetrics speak as well: POST /api/v1/query, /query_range.
import type { PrometheusConfig } from '@perigee/config'
import type { Failure } from '@perigee/domain'
import { askHttp, type HttpAnswer } from '../http/ask-http.ts'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
import type { PeerCost } from '../kafka/source.ts'

/** 10 000 series with their labels are about 2 MB. */
const MAX_ANSWER_BYTES = 64 << 20

export type Labels = Readonly<Record<string, string>>

/** One series: its points, time in epoch ms. */
export interface PromSeries {
  readonly labels: Labels
  readonly points: readonly (readonly [atMs: number, value: number])[]
}

export interface PromAnswer {
  readonly series: readonly PromSeries[]
  /** What the server says of an answer that may be incomplete, in its own words. */
  readonly warnings: readonly string[]
}

export interface RangeOf {
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
}

export interface PrometheusClient {
  readonly peer: string
  query(promql: string, signal: AbortSignal): Promise<Result<PromAnswer>>
  queryRange(promql: string, range: RangeOf, signal: AbortSignal): Promise<Result<PromAnswer>>
  /** Names of metrics of the series that match. */
  names(match: string, signal: AbortSignal): Promise<Result<readonly string[]>>
  cost(): PeerCost
}

/** Statuses with which Prometheus answers in JSON why it did not do it. */
const EXPLAINED = [400, 422, 429, 500, 502, 503, 504]

export function prometheusClient(config: PrometheusConfig, timeoutMs: number): PrometheusClient {
  const base = config.url.endsWith('/') ? config.url : `${config.url}/`
  const peer = new URL(base).host
  const spent = { requests: 0, failures: 0, bytesSent: 0, bytesReceived: 0, busyMs: 0 }

  async function ask(path: string, form: URLSearchParams, signal: AbortSignal): Promise<Result<unknown>> {
    const isQuery = path.includes('query')
    // The server need not go on when nobody waits any more.
    if (isQuery) form.set('timeout', `${Math.max(1, Math.floor(timeoutMs / 1_000))}s`)
    const url = new URL(`api/v1/${path}`, base)
    if (!isQuery) url.search = form.toString()
    spent.requests += 1
    spent.bytesSent += form.toString().length
    const startedAt = performance.now()
    const answer = await askHttp({
      url: url.href,
      method: isQuery ? 'POST' : 'GET',
      headers: config.tenant === null ? {} : { 'x-scope-orgid': config.tenant },
      ...(isQuery ? { body: form } : {}),
      auth: config.auth,
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      signal,
      accept: EXPLAINED,
    })
    spent.busyMs += performance.now() - startedAt
    if (answer.ok) spent.bytesReceived += answer.value.wireBytes
    const read = answer.ok ? readEnvelope(answer.value, peer) : answer
    if (!read.ok) spent.failures += 1
    return read
  }

  return {
    peer,
    query: async (query, signal) => series(await ask('query', new URLSearchParams({ query }), signal), peer),
    queryRange: async (query, { fromMs, toMs, stepMs }, signal) => {
      const [start, end, step] = [fromMs, toMs, stepMs].map((ms) => String(ms / 1_000)) as [string, string, string]
      return series(await ask('query_range', new URLSearchParams({ query, start, end, step }), signal), peer)
    },
    names: async (match, signal) => {
      const answer = await ask('label/__name__/values', new URLSearchParams({ 'match[]': match }), signal)
      if (!answer.ok) return answer
      const { data } = answer.value as { data?: unknown }
      return Array.isArray(data) ? good(data.filter((name) => typeof name === 'string')) : bad(noPrometheus(peer))
    },
    cost: () => ({ peer, brokerId: null, ...spent, connectionsOpened: 0, connectionsOpen: 0 }),
  }
}

interface Envelope {
  readonly status?: unknown
  readonly errorType?: unknown
  readonly error?: unknown
}

function readEnvelope({ body, status }: HttpAnswer, peer: string): Result<unknown> {
  let envelope: Envelope | null = null
  try {
    envelope = JSON.parse(body.toString()) as Envelope | null
  } catch {
    // A proxy in between answers in HTML.
  }
  if (status >= 400 || envelope?.status === 'error') return bad(refusal(envelope ?? {}, status, peer))
  return envelope?.status === 'success' ? good(envelope) : bad(noPrometheus(peer))
}

function refusal({ errorType, error }: Envelope, status: number, peer: string): Failure {
  const said = typeof error === 'string' ? error.replace(/\s+/g, ' ').slice(0, 200) : ''
  const words = `answers ${status}${typeof errorType === 'string' ? ` (${errorType})` : ''}${said === '' ? '' : `: ${said}`}`
  if (errorType === 'timeout' || errorType === 'canceled' || status === 504) return peerFailure('timeout', words, peer)
  // It understood and will not do it: the same question gets the same answer.
  if (status === 400 || status === 422) return peerFailure('unsupported', words, peer)
  return { ...peerFailure('blocked', words, peer), retryable: true }
}

function noPrometheus(peer: string): Failure {
  return peerFailure('garbage', 'the answer is not that of Prometheus’ HTTP API', peer)
}

function series(envelope: Result<unknown>, peer: string): Result<PromAnswer> {
  if (!envelope.ok) return envelope
  const { data, warnings } = envelope.value as { data?: { result?: unknown }; warnings?: unknown }
  if (!Array.isArray(data?.result)) return bad(noPrometheus(peer))
  const said = Array.isArray(warnings) ? warnings.filter((one) => typeof one === 'string') : []
  return good({ series: data.result.flatMap(readSeries), warnings: said })
}

function readSeries(row: unknown): readonly PromSeries[] {
  const { metric, value, values } = (row ?? {}) as { metric?: Labels; value?: unknown; values?: unknown }
  const points = Array.isArray(values) ? values : [value]
  if (typeof metric !== 'object' || metric === null) return []
  return [{ labels: metric, points: points.flatMap(readPoint) }]
}

/** `[1700000000.123, "4.5"]`; numbers as Go writes them. */
function readPoint(point: unknown): readonly (readonly [number, number])[] {
  if (!Array.isArray(point)) return []
  const [at, said] = point as readonly unknown[]
  const value = said === '+Inf' ? Number.POSITIVE_INFINITY : said === '-Inf' ? Number.NEGATIVE_INFINITY : Number(said)
  return typeof at === 'number' && typeof said === 'string' ? [[Math.round(at * 1_000), value]] : []
}
