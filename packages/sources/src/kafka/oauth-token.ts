import { performance } from 'node:perf_hooks'

export interface ClientCredentials {
  readonly tokenEndpoint: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scope: string | null
}

/** No answer from the token endpoint: unlike a refusal, worth asking again soon. */
export class TokenEndpointDown extends Error {}

/** Share of a token's lifetime after which a new one is fetched, as Kafka's own clients do (sasl.login.refresh.window.factor). */
const REFRESH_AFTER = 0.8
/** When the endpoint names no lifetime (RFC 6749 §5.1 lets it). */
const DEFAULT_LIFETIME_S = 300
const MAX_ANSWER_BYTES = 1_000_000

/**
 * Fetches an access token by the client-credentials grant (RFC 6749 §4.4) and keeps it for 80 % of its lifetime.
 * Callers at the same time share one request; a failed one is not kept. Rejects with a message that holds no secret.
 */
export function createTokenProvider(
  credentials: ClientCredentials,
  options: { readonly timeoutMs: number; readonly nowMs?: () => number; readonly fetch?: typeof fetch },
): () => Promise<string> {
  const nowMs = options.nowMs ?? (() => performance.now())
  let kept: { token: string; refreshAtMs: number } | null = null
  let underWay: Promise<string> | null = null
  const renew = async (): Promise<string> => {
    const askedAtMs = nowMs()
    const answer = await requestToken(credentials, options)
    kept = { token: answer.token, refreshAtMs: askedAtMs + answer.lifetimeS * 1000 * REFRESH_AFTER }
    return answer.token
  }
  return () => {
    if (kept && nowMs() < kept.refreshAtMs) return Promise.resolve(kept.token)
    underWay ??= renew().finally(() => {
      underWay = null
    })
    return underWay
  }
}

async function requestToken(
  credentials: ClientCredentials,
  options: { readonly timeoutMs: number; readonly fetch?: typeof fetch },
): Promise<{ token: string; lifetimeS: number }> {
  const { hostname } = new URL(credentials.tokenEndpoint)
  const body = new URLSearchParams({ grant_type: 'client_credentials' })
  if (credentials.scope !== null) body.set('scope', credentials.scope)
  const basic = `${encodeURIComponent(credentials.clientId)}:${encodeURIComponent(credentials.clientSecret)}`
  const cannotBeAsked = (error: unknown): never => {
    throw new TokenEndpointDown(`token endpoint ${hostname} cannot be asked: ${reason(error)}`)
  }
  const response = await (options.fetch ?? fetch)(credentials.tokenEndpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}`, accept: 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(options.timeoutMs),
  }).catch(cannotBeAsked)
  const text = await readBody(response).catch(cannotBeAsked)
  if (!response.ok) throw new Error(`token endpoint ${hostname} answered ${response.status}${oauthError(text)}`)
  return readToken(text, hostname)
}

/** Stops at the limit: what a wrong address sends may have no end. */
async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > MAX_ANSWER_BYTES) throw new Error(`its answer is longer than ${MAX_ANSWER_BYTES} bytes`)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readToken(text: string, hostname: string): { token: string; lifetimeS: number } {
  const answer = parseObject(text)
  const token = answer.access_token
  if (typeof token !== 'string' || token === '') throw new Error(`token endpoint ${hostname} gave no access_token`)
  const lifetimeS = Number(answer.expires_in ?? DEFAULT_LIFETIME_S)
  return { token, lifetimeS: lifetimeS > 0 ? lifetimeS : DEFAULT_LIFETIME_S }
}

interface TokenAnswer {
  readonly access_token?: unknown
  readonly expires_in?: unknown
  readonly error?: unknown
}

function parseObject(text: string): TokenAnswer {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** `error` of RFC 6749 §5.2 is a fixed word; the description is free text and left out. */
function oauthError(text: string): string {
  const { error } = parseObject(text)
  return typeof error === 'string' && /^[\w.-]{1,60}$/.test(error) ? ` (${error})` : ''
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'no answer in time'
  const cause = error.cause as { code?: unknown } | undefined
  return typeof cause?.code === 'string' ? cause.code : error.message.slice(0, 200)
}
