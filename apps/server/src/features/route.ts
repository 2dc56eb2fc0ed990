import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** Registers a feature's routes; requests and answers are typed by the contract's schemas. */
export type FeatureApp = FastifyInstance
export const typed = (app: FeatureApp) => app.withTypeProvider<ZodTypeProvider>()

export const clusterParams = z.object({ cluster: z.string() })
export const brokerParams = z.object({ cluster: z.string(), broker: z.coerce.number().int().min(0).max(2_147_483_647) })
export const topicParams = z.object({ cluster: z.string(), topic: z.string() })
