// The one place where errors become answers. Every answer carries an id that is in the log too.
import { randomBytes } from 'node:crypto'
import type { ErrorWire } from '@perigee/contract'
import { RegexTooDear } from '@perigee/links'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'

/** Errors of the HTTP layer itself; features bring their own codes (features/wire/refusal.ts). */
export const CATALOGUE = {
  PGE_NOT_FOUND: {
    status: 404,
    message: 'There is nothing at this address.',
    hint: 'The API is described at /api/openapi.json.',
  },
  PGE_METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'This address is only read.',
    hint: 'Ask with GET; the methods are in the Allow header.',
  },
  PGE_BAD_REQUEST: {
    status: 400,
    message: 'The request cannot be read.',
    hint: 'The parameters are described at /api/openapi.json.',
  },
  PGE_BAD_URL: {
    status: 400,
    message: 'The address is not a valid URL.',
    hint: 'Percent-encode every part of the path, as encodeURIComponent does.',
  },
  PGE_TOO_LONG: {
    status: 431,
    message: 'The address or the headers are too long.',
    hint: 'Shorten the filter; its limit is 500 characters.',
  },
  PGE_WRONG_HOST: {
    status: 421,
    message: 'This console does not answer under that host name.',
    hint: 'Open it under localhost, or add the name to server.allowedHosts (PERIGEE_ALLOWED_HOSTS).',
  },
  PGE_RATE_LIMITED: {
    status: 429,
    message: 'Too many requests from this address.',
    hint: 'Wait for the time in the Retry-After header.',
  },
  PGE_TOO_MANY_STREAMS: {
    status: 503,
    message: 'Too many event streams are open.',
    hint: 'Close tabs that are not needed; pages refresh without the stream too.',
  },
  PGE_INTERNAL: {
    status: 500,
    message: 'The console failed on a mistake of its own.',
    hint: 'The log has the details under this id.',
  },
} as const
export type CatalogueCode = keyof typeof CATALOGUE

/** An answer of the catalogue, thrown from hooks and handlers. */
export class HttpRefusal extends Error {
  readonly code: CatalogueCode
  readonly status: number
  readonly hint: string

  constructor(code: CatalogueCode, message: string = CATALOGUE[code].message) {
    super(message)
    this.code = code
    this.status = CATALOGUE[code].status
    this.hint = CATALOGUE[code].hint
  }
}

interface Answer {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly hint: string | null
  readonly at?: number
}

/** Bland for mistakes of ours, in words for everything else. */
export function answerFor(error: unknown): Answer {
  if (hasZodFastifySchemaValidationErrors(error)) return ofCatalogue('PGE_BAD_REQUEST', validationText(error))
  if (isRefusal(error)) {
    const { status, code, message, hint, at } = error
    return { status, code, message, hint: hint ?? null, ...(at === undefined ? {} : { at }) }
  }
  // Only found out while the rows are gone through, long after the filter was read.
  if (error instanceof RegexTooDear) {
    const hint = 'Begin the pattern with ^, or use fewer repeats such as .{20} behind .* in it.'
    return { status: 400, code: 'PGE_INVALID_FILTER', message: `${error.message}.`, hint }
  }
  const { code, statusCode = 500 } = (error ?? {}) as Partial<FastifyError>
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return ofCatalogue('PGE_BAD_URL')
  if (statusCode === 429) return ofCatalogue('PGE_RATE_LIMITED')
  if (statusCode === 414 || statusCode === 431) return ofCatalogue('PGE_TOO_LONG')
  // The files of the page refuse ways out of their directory with 403: nothing is forbidden here, there is just nothing.
  if (statusCode === 404 || statusCode === 403) return ofCatalogue('PGE_NOT_FOUND')
  if (statusCode >= 400 && statusCode < 500) return { ...ofCatalogue('PGE_BAD_REQUEST'), status: statusCode }
  return ofCatalogue('PGE_INTERNAL')
}

function ofCatalogue(code: CatalogueCode, message: string = CATALOGUE[code].message): Answer {
  return { status: CATALOGUE[code].status, code, message, hint: CATALOGUE[code].hint }
}

interface RefusalLike {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly hint?: string | null
  readonly at?: number | undefined
}

function isRefusal(error: unknown): error is RefusalLike {
  if (!(error instanceof Error)) return false
  const { code, status } = error as Partial<RefusalLike>
  return typeof status === 'number' && typeof code === 'string' && code.startsWith('PGE_')
}

/** `limit: expected number`: where and why, never the value. */
function validationText(error: FastifyError & { validationContext?: string }): string {
  const parts = (error.validation ?? []).map((issue) => {
    const path = issue.instancePath
      .split('/')
      .filter((part) => part !== '')
      .join('.')
    return `${path === '' ? (error.validationContext ?? 'request') : path}: ${issue.message ?? 'is not valid'}`
  })
  return `The request has parameters that cannot be read: ${parts.join('; ')}.`
}

export function newErrorId(): string {
  return randomBytes(6).toString('hex')
}

/** The body of an answer. */
export function errorBody(answer: Answer, id: string): ErrorWire {
  const { code, message, hint, at } = answer
  return { error: { code, message, hint, id, ...(at === undefined ? {} : { at }) } }
}

/** Fastify's error handler: logs what matters with the id the caller sees. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = answerFor(error)
  const id = newErrorId()
  if (answer.status >= 500 && answer.code === 'PGE_INTERNAL')
    request.log.error({ err: error, errorId: id }, 'request failed')
  else request.log.debug({ errorId: id, code: answer.code }, answer.message)
  return reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(errorBody(answer, id))
}
