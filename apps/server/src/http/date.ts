import type { FastifyInstance } from 'fastify'

/**
 * Browsers learn the console's clock from the Date header and reckon ages by it, so it has to be the clock that observedAt
 * comes from: after the machine's clock was set back, that one is ahead for a while (polling/clock.ts).
 */
export function tellDate(app: FastifyInstance, now: () => number): void {
  app.addHook('onSend', async (_, reply, payload) => {
    reply.header('date', new Date(now()).toUTCString())
    return payload
  })
}
