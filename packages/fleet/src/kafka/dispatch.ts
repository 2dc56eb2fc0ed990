// From a frame to the answer's frame: header, version, handler.
import { API_VERSIONS } from '../apis/api-versions.ts'
import { API_VERSIONS_KEY, type RequestHeader, readRequestHeader, writeResponseFrame } from '../wire/headers.ts'
import { WireError } from '../wire/index.ts'
import { ErrorCode } from './error-code.ts'
import type { Handler, RequestContext } from './handler.ts'
import type { Offer } from './offer.ts'

/** `close`: what a broker does with what it does not understand — it says nothing and ends the connection. */
export type Answer =
  | { readonly kind: 'frame'; readonly header: RequestHeader; readonly frame: Buffer }
  | { readonly kind: 'none' }
  | { readonly kind: 'close'; readonly reason: string }

export interface Dispatcher {
  answer(frame: Buffer, context: Omit<RequestContext, 'version' | 'clientId'>): Promise<Answer>
}

/** APIs that may be asked before authentication. */
const UNAUTHENTICATED = new Set([API_VERSIONS_KEY, 17, 36])

export function createDispatcher(handlers: readonly Handler[], offer: Offer): Dispatcher {
  const byKey = new Map(handlers.map((one) => [one.api.key, one]))
  const isFlexible = (key: number, version: number) => {
    const api = byKey.get(key)?.api
    return api !== undefined && version >= api.flexibleFrom
  }
  return {
    async answer(frame, context) {
      try {
        const { header, bodyAt } = readRequestHeader(frame, isFlexible)
        const found = byKey.get(header.apiKey)
        if (found === undefined) return close(`API ${header.apiKey} is not offered`)
        const refusal = refusalOf(header, { offer, isAuthenticated: context.connection.isAuthenticated })
        if (refusal !== null) return refusal
        const { apiVersion: version, clientId } = header
        const body = await found.handle(frame.subarray(bodyAt), { ...context, version, clientId })
        if (body.length === 0 && found.api.key === 0) return { kind: 'none' }
        return framed(header, body, found.api)
      } catch (error) {
        if (error instanceof WireError) return close(error.message)
        throw error
      }
    },
  }
}

function refusalOf(
  header: RequestHeader,
  { offer, isAuthenticated }: { offer: Offer; isAuthenticated: boolean },
): Answer | null {
  const { apiKey, apiVersion } = header
  if (!isAuthenticated && !UNAUTHENTICATED.has(apiKey)) return close('not authenticated')
  const range = offer.rangeOf(apiKey)
  if (range !== undefined && range.min <= apiVersion && apiVersion <= range.max) return null
  // KIP-511: a version of ApiVersions that is not known is answered in version 0, with the range that is.
  if (apiKey === API_VERSIONS_KEY && range !== undefined) {
    const body = API_VERSIONS.writeResponse(
      {
        errorCode: ErrorCode.UNSUPPORTED_VERSION,
        apiKeys: [{ apiKey, minVersion: range.min, maxVersion: range.max }],
      },
      0,
    )
    return { kind: 'frame', header, frame: writeResponseFrame(header, body, { isFlexible: false }) }
  }
  return close(`API ${apiKey} version ${apiVersion} is not offered`)
}

function framed(header: RequestHeader, body: Buffer, api: Handler['api']): Answer {
  const isFlexible = header.apiVersion >= api.flexibleFrom
  return { kind: 'frame', header, frame: writeResponseFrame(header, body, { isFlexible }) }
}

function close(reason: string): Answer {
  return { kind: 'close', reason }
}
