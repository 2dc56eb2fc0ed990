import { z } from 'zod'
import {
  changeSchema,
  configEntrySchema,
  count,
  envelope,
  gapSchema,
  instant,
  intervalMs,
  replicaSchema,
  sentenceSchema,
  statusSchema,
} from './shared.ts'

export const MAX_LIMIT = 1000
export const DEFAULT_LIMIT = 100

export const listQuerySchema = z.object({
  q: z
    .string()
    .max(500)
    .optional()
    .describe('Filter: words of the name, key:value, is:condition, - for not; a refusal names the keys of the list'),
  sort: z
    .string()
    .max(64)
    .optional()
    .describe('A field of the list, with - in front descending; worst first by default'),
  offset: z.coerce.number().int().min(0).optional().describe('Rows to leave out, 0 by default'),
  limit: z.coerce.number().int().min(1).optional().describe(`More than ${MAX_LIMIT} is answered with ${MAX_LIMIT}`),
  internal: z
    .enum(['show', 'hide'])
    .optional()
    .describe('Topics of Kafka itself: the list of topics hides them unless "show"'),
})

export const partitionsQuerySchema = listQuerySchema.extend({
  lose: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'As of what-if: then after:offline, after:unwritable, after:degraded and after:fine filter by what would be',
    ),
})

export const TOPIC_SORTS = [
  'status',
  'name',
  'partitions',
  'replicationFactor',
  'size',
  'messages',
  'retention',
  'skew',
  'cleanup',
  'minIsr',
] as const

export const PARTITION_SORTS = ['status', 'topic', 'partition', 'leader', 'inSync', 'size'] as const

export const topicRowSchema = z.object({
  name: z.string(),
  internal: z.boolean(),
  status: statusSchema,
  condition: z.string().nullable().describe('Worst finding in words'),
  conditionQ: z.string().nullable().describe('Filter for /partitions that opens exactly the rows it counts'),
  partitions: count.nullable(),
  replicationFactor: count.nullable().describe('Smallest of its partitions'),
  minIsr: count.nullable(),
  worstReplicas: z.array(replicaSchema),
  offlinePartitions: count.nullable(),
  underMinIsrPartitions: count.nullable(),
  underReplicatedPartitions: count.nullable(),
  sizeBytes: z.number().nullable(),
  sizePartial: z.boolean().describe('True when a broker that holds replicas did not report sizes'),
  messagesInPerSecond: z.number().nullable(),
  retentionMs: z.number().nullable().describe('-1 = for ever'),
  retentionBytes: z.number().nullable().describe('Per partition, -1 = no limit'),
  cleanup: z.string().nullable(),
  leaderSkew: z.number().nullable().describe('Most leaders on one broker over the fair share'),
})
export type TopicRow = z.infer<typeof topicRowSchema>

export const facetSchema = z
  .object({ q: z.string(), count })
  .describe('A term, and how many rows would match if it were added to the filter')
export type Facet = z.infer<typeof facetSchema>
export const topicsSchema = envelope(
  z.object({
    total: count.nullable().describe('All topics, internal ones included; null = nothing was read yet'),
    matched: count.nullable(),
    offset: count,
    limit: count,
    items: z.array(topicRowSchema),
    hiddenInternal: count.describe('Internal topics left out that the filter would have let through'),
    statuses: z.record(z.string(), count).describe('How many of all topics are in each status'),
    facets: z.array(facetSchema),
    nearest: z.string().nullable().describe('Closest name when nothing matches'),
    sizesObservedAt: instant.nullable(),
    sizesIntervalMs: intervalMs,
    ratesObservedAt: instant.nullable(),
    configsObservedAt: instant.nullable(),
    configsIntervalMs: intervalMs,
    gaps: z.array(gapSchema),
  }),
)
export type Topics = z.infer<typeof topicsSchema>

export const partitionRowSchema = z.object({
  topic: z.string(),
  partition: count,
  status: statusSchema,
  word: z.string(),
  conditions: z.array(z.string()),
  leader: count.nullable(),
  leaderEpoch: count.nullable(),
  preferredLeader: count.nullable(),
  replicas: z.array(replicaSchema),
  inSync: count,
  replicationFactor: count,
  minIsr: count.nullable(),
  sizeBytes: z.number().nullable().describe('Over its replicas whose size is known'),
  sizePartial: z.boolean().describe('True when the size of some replica is not known'),
  endOffset: z.string().nullable(),
  messagesInPerSecond: z.number().nullable(),
})
export type PartitionRow = z.infer<typeof partitionRowSchema>

export const partitionsSchema = envelope(
  z.object({
    total: count.nullable().describe('Null = nothing was read yet'),
    matched: count.nullable(),
    offset: count,
    limit: count,
    items: z.array(partitionRowSchema),
    facets: z.array(facetSchema),
    gaps: z.array(gapSchema),
  }),
)
export type Partitions = z.infer<typeof partitionsSchema>

export const topicDetailSchema = envelope(
  topicRowSchema.extend({
    topicId: z.string().nullable(),
    sentence: sentenceSchema,
    atMinIsrPartitions: count.nullable(),
    reassigningPartitions: count.nullable(),
    nonPreferredLeaders: count.nullable(),
    partitionRows: z.array(partitionRowSchema).describe('Worst first, at most 200; the rest by /partitions'),
    leadersPerBroker: z.array(z.object({ broker: count, leaders: count, replicas: count })),
    configs: z.array(configEntrySchema).nullable(),
    retention: z.object({
      byTime: z.string(),
      bySize: z.string(),
      decides: z.enum(['time', 'size', 'compaction', 'nothing', 'unknown']),
    }),
    sizesObservedAt: instant.nullable(),
    sizesIntervalMs: intervalMs,
    ratesObservedAt: instant.nullable(),
    configsObservedAt: instant.nullable(),
    configsIntervalMs: intervalMs,
    changes: z.array(changeSchema),
    gaps: z.array(gapSchema),
  }),
)
export type TopicDetail = z.infer<typeof topicDetailSchema>
