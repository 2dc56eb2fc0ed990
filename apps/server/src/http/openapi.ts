import swagger from '@fastify/swagger'
import { API, errorSchema } from '@perigee/contract'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** Describes every route registered after it, from the schemas that also check requests and answers. */
export async function serveOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Perigee',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        description:
          'Kafka operations console. Null means unknown or not applicable, never zero; times are RFC 3339 in UTC. Every answer carries freshness, every error code, message, hint and id.',
      },
    },
    transform: (route) => jsonSchemaTransform({ ...route, schema: withError(route.schema) }),
  })
  app.get(API.openapi, { schema: { hide: true } }, async () => app.swagger())
}

const errorAnswer = errorSchema.describe('Every error has this shape; code is stable, id is in the log too')

/** Any route may answer with an error; said here once, for the description only. */
function withError(schema: FastifySchema): FastifySchema {
  return { ...schema, response: { ...(schema.response as object | undefined), default: errorAnswer } }
}
