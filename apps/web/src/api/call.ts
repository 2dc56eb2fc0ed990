import type { ApiRoute, Envelope } from '@perigee/contract'
import { apiPath } from '@perigee/contract'
import { learnServerClock } from '../time/server-clock.ts'
import { ApiError, errorOf } from './api-error.ts'
import { reportAnswer, reportSilence } from './connection.ts'

export type ApiQuery = Readonly<Record<string, string | number | undefined>>

export interface ApiCall {
  readonly route: ApiRoute
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: ApiQuery
  /** Sent as JSON with POST; without it the call reads. */
  readonly body?: object
}

/** Our own server is near: what has not answered by then is counted as gone. */
const DEADLINE_MS = 15_000

/** Path and query of a call; undefined and empty parameters are left out. */
export function apiUrl({ route, params, query = {} }: ApiCall): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(key, `${value}`)
  const text = search.toString()
  return text === '' ? apiPath(route, params) : `${apiPath(route, params)}?${text}`
}

/**
 * The one way to Perigee's server. Throws {@link ApiError} and nothing else (but the abort of a query no longer
 * wanted); feeds the server clock and the connection state. `no-cache` revalidates: an unchanged answer costs a 304.
 */
export async function callApi<T>(call: ApiCall, signal?: AbortSignal): Promise<Envelope<T>> {
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
  const response = await answerOf(call, either, signal)
  const body = await bodyOf(response, signal)
  if (!response.ok) throw heard(errorOf(response.status, body))
  if (!isEnvelope(body))
    throw new ApiError('garbled', 'The answer is not one of Perigee’s', { status: response.status })
  learnServerClock(response.headers.get('date'), Date.now())
  reportAnswer(Date.now())
  return body as Envelope<T>
}

async function answerOf(call: ApiCall, signal: AbortSignal, wanted: AbortSignal | undefined): Promise<Response> {
  const headers = { accept: 'application/json' }
  const sent =
    call.body === undefined
      ? { headers }
      : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(call.body) }
  try {
    return await fetch(apiUrl(call), { signal, cache: 'no-cache', ...sent })
  } catch (error) {
    if (wanted?.aborted) throw error
    const late = error instanceof DOMException && error.name === 'TimeoutError'
    const message = late
      ? `Perigee’s server did not answer in ${DEADLINE_MS / 1000} s`
      : 'Perigee’s server cannot be reached'
    throw heard(new ApiError('unreachable', message))
  }
}

async function bodyOf(response: Response, wanted: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (wanted?.aborted) throw error
    return null
  }
}

function heard(error: ApiError): ApiError {
  if (error.kind === 'unreachable') reportSilence(Date.now())
  else reportAnswer(Date.now())
  return error
}

function isEnvelope(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'data' in body && 'freshness' in body
}
