import { API } from '@perigee/contract'
import type { FastifyInstance } from 'fastify'
import type { ConsoleState } from '../facts/state.ts'

/** Alive = the process answers. Ready = every cluster was asked once; whether it answered is for the pages to tell. */
export function serveHealth(app: FastifyInstance, state: ConsoleState): void {
  const options = { schema: { hide: true }, config: { rateLimit: false as const }, logLevel: 'silent' as const }
  app.get(API.health, options, async (_, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok', version: state.version, uptimeMs: state.now() - state.startedAt }
  })
  app.get(API.ready, options, async (_, reply) => {
    const waiting = [...state.clusters.values()].filter(({ facts }) => facts.registry.attemptedAt === undefined)
    reply.code(waiting.length === 0 ? 200 : 503).header('cache-control', 'no-store')
    return { ready: waiting.length === 0, waitingFor: waiting.map((cluster) => cluster.name) }
  })
}
