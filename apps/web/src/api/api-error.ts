import type { ErrorWire } from '@perigee/contract'

/**
 * What can go wrong between the page and Perigee's own server.
 * `unreachable`: no answer, or a proxy's answer in its place. `refused`: an error of our catalogue (code, hint, id).
 * `garbled`: an answer that is not ours.
 */
export type ApiErrorKind = 'unreachable' | 'refused' | 'garbled'

export class ApiError extends Error {
  readonly kind: ApiErrorKind
  readonly status: number | null
  readonly code: string
  readonly hint: string | null
  /** Also in the server's log. */
  readonly id: string | null
  /** For filter errors: 0-based character where the filter stopped making sense. */
  readonly at: number | null

  constructor(kind: ApiErrorKind, message: string, more: Partial<ApiErrorParts> = {}) {
    super(message)
    this.name = 'ApiError'
    this.kind = kind
    this.status = more.status ?? null
    this.code = more.code ?? kind.toUpperCase()
    this.hint = more.hint ?? null
    this.id = more.id ?? null
    this.at = more.at ?? null
  }
}
type ApiErrorParts = Pick<ApiError, 'status' | 'code' | 'hint' | 'id' | 'at'>

/** Statuses that a proxy answers when the server behind it is gone. */
const GATEWAY_STATUSES: readonly number[] = [502, 503, 504]

/** Reads the error of an answer that was not OK. */
export function errorOf(status: number, body: unknown): ApiError {
  const wire = errorWire(body)
  if (wire !== null) {
    const { code, message, hint, id, at } = wire
    return new ApiError('refused', message, { status, code, hint, id, at: at ?? null })
  }
  if (GATEWAY_STATUSES.includes(status))
    return new ApiError('unreachable', `A proxy answered ${status} in place of Perigee’s server`, { status })
  return new ApiError('garbled', `Unexpected answer with status ${status}`, { status })
}

function errorWire(body: unknown): ErrorWire['error'] | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null
  const { error } = body
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return null
  return error as ErrorWire['error']
}
