import { API } from '@perigee/contract'
import type { FastifyInstance } from 'fastify'
import { HttpRefusal } from './errors.ts'

const READING = ['GET', 'HEAD']
/** Addresses that can be read. What is only written to does not exist where its feature does not. */
const READ = Object.values(API).filter((path) => path !== API.demoScenario)
const PATTERNS = READ.map((path) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}/?$`))

/**
 * Says of a known address that it is only read, before a body is taken in. Asked for what no route answers, so that a route
 * that writes needs no entry here.
 */
export function refuseOtherMethods(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || READING.includes(request.method)) return
    // The body that comes with it is not waited for.
    reply.header('connection', 'close')
    const path = request.url.split('?')[0] ?? ''
    if (!PATTERNS.some((pattern) => pattern.test(path))) throw new HttpRefusal('PGE_NOT_FOUND')
    reply.header('allow', READING.join(', '))
    throw new HttpRefusal('PGE_METHOD_NOT_ALLOWED')
  })
}
