import { z } from 'zod'
import {
  changeSchema,
  configEntrySchema,
  count,
  envelope,
  gapSchema,
  instant,
  intervalMs,
  sentenceSchema,
  statusSchema,
} from './shared.ts'

export const brokerRowSchema = z.object({
  id: count,
  host: z.string().nullable(),
  port: count.nullable(),
  rack: z.string().nullable(),
  status: statusSchema,
  word: z.string().describe('Down, Not answering, Fenced, Behind, Disk offline, OK …'),
  reasons: z.array(z.string()),
  since: instant.nullable(),
  heldBefore: z
    .boolean()
    .optional()
    .describe('True: it held already when first looked for; since is that look, not its beginning'),
  registered: z.boolean().nullable(),
  answering: z.boolean().nullable(),
  controller: z.boolean(),
  release: z.string().nullable(),
  latencyMs: z.number().nullable(),
  leaders: count.nullable(),
  preferredLeaders: count.nullable(),
  replicas: count.nullable(),
  underReplicatedPartitions: count.nullable().describe('Partitions it leads that miss a replica'),
  outOfSyncReplicas: count.nullable().describe('Replicas on this broker that are not in the ISR'),
  offlineReplicas: count.nullable(),
  sizeBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  usableBytes: z.number().nullable(),
  logDirs: count.nullable(),
  offlineLogDirs: count.nullable(),
  sizesObservedAt: instant.nullable(),
  messagesInPerSecond: z.number().nullable(),
})
export type BrokerRow = z.infer<typeof brokerRowSchema>

export const brokersSchema = envelope(
  z.object({
    sentence: sentenceSchema,
    items: z.array(brokerRowSchema).describe('Worst first, then by id'),
    gaps: z.array(gapSchema),
  }),
)
export type Brokers = z.infer<typeof brokersSchema>

export const RESTART_VERDICTS = ['safe', 'unsafe', 'unknown'] as const
export const restartCheckDataSchema = z.object({
  verdict: z.enum(RESTART_VERDICTS),
  sentence: z.string(),
  reasons: z.array(z.string()),
  checks: z.array(z.object({ status: statusSchema, title: z.string(), text: z.string(), href: z.string().nullable() })),
  offlinePartitions: count.nullable().describe('Partitions that would have no leader while it is away'),
  underMinIsrPartitions: count.nullable().describe('Partitions that would newly refuse writes with acks=all'),
  leadersToMove: count.nullable(),
  judgedFrom: instant.nullable(),
})
export const restartCheckSchema = envelope(restartCheckDataSchema)
export type RestartCheck = z.infer<typeof restartCheckDataSchema>

export const measureSchema = z.object({
  measure: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  median: z.number().nullable(),
  rank: count.nullable().describe('1 = most'),
  of: count,
  peers: z.array(z.number()),
  status: statusSchema,
  href: z.string().nullable(),
})
export type Measure = z.infer<typeof measureSchema>

export const logDirSchema = z.object({
  path: z.string(),
  status: statusSchema,
  word: z.string(),
  replicas: count,
  sizeBytes: z.number(),
  totalBytes: z.number().nullable(),
  usableBytes: z.number().nullable(),
})

export const brokerDetailSchema = envelope(
  brokerRowSchema.extend({
    sentence: sentenceSchema,
    restart: restartCheckDataSchema,
    measures: z.array(measureSchema),
    logDirDetails: z.array(logDirSchema).nullable(),
    configs: z.array(configEntrySchema).nullable().describe('Non-default first'),
    configsObservedAt: instant.nullable(),
    configsIntervalMs: intervalMs,
    sizesIntervalMs: intervalMs,
    apiRanges: z.array(z.object({ key: count, name: z.string(), min: count, max: count })).nullable(),
    cost: z.object({ requests: count, bytes: z.number(), busyMs: z.number(), since: instant.nullable() }),
    changes: z.array(changeSchema),
    gaps: z.array(gapSchema),
    neighbours: z.object({ previous: count.nullable(), next: count.nullable() }),
  }),
)
export type BrokerDetail = z.infer<typeof brokerDetailSchema>
