// Composition of the HTTP side, by hand: what is not listed here does not exist.
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ConsoleState } from './facts/state.ts'
import { registerFeatures } from './features/index.ts'
import { tellDate } from './http/date.ts'
import { handleError } from './http/errors.ts'
import { addTags } from './http/etag.ts'
import { serveEvents } from './http/event-stream.ts'
import { answerGarbledRequest } from './http/garbled-request.ts'
import { serveHealth } from './http/health.ts'
import { checkHosts } from './http/host-check.ts'
import { refuseOtherMethods } from './http/methods.ts'
import { serveMetrics } from './http/metrics.ts'
import { serveOpenApi } from './http/openapi.ts'
import { servePage } from './http/page.ts'
import { addShield } from './http/shield.ts'

export interface AppOptions {
  readonly state: ConsoleState
  /** Directory of the built page; it may be missing. */
  readonly pageRoot: string
  readonly logger?: FastifyBaseLogger
}

/** Topic names hold 249 characters, each up to 12 when percent-encoded. */
const LONGEST_PARAM = 3_200
const LONGEST_REQUEST_MS = 30_000
/** Nothing is sent to the console that has a body yet. */
const LARGEST_BODY_BYTES = 16_384

/** Builds the app; nothing listens and nothing polls yet. */
export async function buildApp({ state, pageRoot, logger }: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: LONGEST_PARAM, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // Of a request, not of an answer: whoever sends it byte by byte holds no connection for ever.
    requestTimeout: LONGEST_REQUEST_MS,
    bodyLimit: LARGEST_BODY_BYTES,
    frameworkErrors: (error, request, reply) => handleError(error, request, reply),
    clientErrorHandler: answerGarbledRequest,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  checkHosts(app, { boundTo: state.config.server.host, allowedHosts: state.config.server.allowedHosts })
  await addShield(app)
  tellDate(app, state.now)
  refuseOtherMethods(app)
  addTags(app, state)
  serveOpenApi(app, state.version)
  serveHealth(app, state)
  const streams = serveEvents(app, state)
  serveMetrics(app, state, streams)
  await registerFeatures(app, state)
  await servePage(app, pageRoot)
  return app
}
