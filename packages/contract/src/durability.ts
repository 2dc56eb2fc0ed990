import { z } from 'zod'
import { brokerCellSchema } from './clusters.ts'
import { count, envelope, sentenceSchema, statusSchema } from './shared.ts'

export const whatIfQuerySchema = z.object({
  lose: z.string().max(2000).optional().describe('Comma list of broker:ID, rack:NAME, dc:NAME, controllers:N'),
})

/** Each count opens its rows: /partitions?q=after:offline&lose=…, likewise after:unwritable, after:degraded, after:fine. */
export const impactSchema = z.object({
  offlinePartitions: count.nullable(),
  unwritablePartitions: count.nullable().describe('Have a leader but fewer in-sync copies than min.insync.replicas'),
  degradedPartitions: count.nullable().describe('Take writes with fewer copies than they should have'),
  finePartitions: count.nullable(),
  lastCopyPartitions: count.nullable().describe('Lose their last in-sync copy: writes lost if the disks are'),
})
export type Impact = z.infer<typeof impactSchema>

export const scenarioSchema = impactSchema.extend({
  verdict: z.enum(['outage', 'partial', 'fine', 'unknown']),
  status: statusSchema,
  word: z.string(),
  title: z.string(),
  detail: z.string(),
  note: z.string(),
  lose: z.string().describe('Value for the lose parameter; the worst case when a group of brokers is meant'),
})
export type Scenario = z.infer<typeof scenarioSchema>

export const whatIfSchema = envelope(
  z.object({
    sentence: sentenceSchema,
    lose: z.array(z.string()),
    lostBrokers: z.array(count),
    verdict: z.enum(['outage', 'partial', 'fine', 'unknown']),
    now: impactSchema,
    after: impactSchema,
    partitions: count.nullable(),
    hitHardest: z.array(z.object({ topic: z.string(), unwritable: count, offline: count })).describe('At most 20'),
    topicsHit: count.nullable(),
    controllers: z.object({ status: statusSchema, text: z.string() }),
    leadersPerBroker: z
      .object({ before: z.number().nullable(), after: z.number().nullable() })
      .describe('Mean over live brokers'),
    disks: z.object({ status: statusSchema, text: z.string() }),
    survivableBrokerLosses: count.nullable(),
    canLose: z.string().nullable(),
    canLoseStatus: statusSchema.describe('off = nothing, and nothing is wrong: topics were made so'),
    brokerCells: z.array(brokerCellSchema.extend({ dataCentre: z.string().nullable() })),
    scenarios: z.array(scenarioSchema),
    weakSpots: z.array(
      z.object({
        code: z.string(),
        status: statusSchema,
        title: z.string(),
        topics: count.nullable(),
        partitions: count.nullable(),
        meaning: z.string(),
        href: z.string().nullable().describe('The partitions counted, or what else shows it'),
        topicsHref: z.string().nullable().describe('The topics counted'),
      }),
    ),
  }),
)
export type WhatIf = z.infer<typeof whatIfSchema>
