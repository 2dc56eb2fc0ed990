// Headers, limits and compression around every answer.
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { HttpRefusal } from './errors.ts'

/** Generous: a wall of screens behind one address must not feel it, a runaway script must. */
const REQUESTS_PER_WINDOW = 2_000
const WINDOW_MS = 10_000
const COMPRESS_FROM_BYTES = 1_024
/** Full brotli effort costs more time than it saves on a network near the console. */
const BROTLI_QUALITY = 4

export async function addShield(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        // Wall screens may frame the console from its own address only.
        frameAncestors: ["'self'"],
      },
    },
    // The console speaks plain HTTP; whoever puts TLS before it sets this there.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(rateLimit, {
    max: REQUESTS_PER_WINDOW,
    timeWindow: WINDOW_MS,
    errorResponseBuilder: () => new HttpRefusal('PGE_RATE_LIMITED'),
  })
  await app.register(compress, {
    threshold: COMPRESS_FROM_BYTES,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  })
  // Without limits it only measures: a console that refuses to show a burning cluster because it is busy helps nobody.
  await app.register(underPressure, {})
}
