import swagger from '@fastify/swagger'
import { errorSchema } from '@perigee/contract'
import Fastify, { type FastifySchema, type RouteOptions } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'

/** The OpenAPI document, as JSON, of these routes, from the schemas that also check their requests and answers. */
export async function describeApi(routes: readonly RouteOptions[], version: string): Promise<string> {
  // An app of its own, which never listens: the plugin must see routes being registered.
  const app = Fastify({ logger: false })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
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
  for (const { method, url, schema } of routes) {
    // Those for HEAD come with those for GET by themselves.
    if (method !== 'HEAD') app.route({ method, url, ...(schema === undefined ? {} : { schema }), handler: () => null })
  }
  await app.ready()
  const description = JSON.stringify(app.swagger())
  await app.close()
  return description
}

const errorAnswer = errorSchema.describe('Every error has this shape; code is stable, id is in the log too')

/** Any route may answer with an error; said here once, for the description only. */
function withError(schema: FastifySchema): FastifySchema {
  return { ...schema, response: { ...(schema.response as object | undefined), default: errorAnswer } }
}
