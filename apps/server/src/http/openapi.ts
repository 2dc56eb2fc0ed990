import { API } from '@perigee/contract'
import type { FastifyInstance, RouteOptions } from 'fastify'

/** Describes every route registered after it. What that takes is loaded when somebody first asks. */
export function serveOpenApi(app: FastifyInstance, version: string): void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  let description: Promise<string> | null = null
  app.get(API.openapi, { schema: { hide: true } }, async (_, reply) => {
    description ??= import('./describe-api.ts').then(({ describeApi }) => describeApi(routes, version))
    description.catch(() => {
      description = null
    })
    return reply.type('application/json; charset=utf-8').send(await description)
  })
}
