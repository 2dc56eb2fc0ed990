import { z } from 'zod'
import { count, envelope, instant, sentenceSchema, statusSchema } from './shared.ts'

/** How fast something grows, by the median of slopes between points of its history. */
export const growthSchema = z.object({
  bytesPerDay: z.number().nullable().describe('Null: too little history, or its size is not known'),
  lowBytesPerDay: z.number().nullable().describe('A quarter of all slopes lie below'),
  highBytesPerDay: z.number().nullable().describe('A quarter of all slopes lie above'),
  overMs: z.number().nullable().describe('Span of the history that it rests on'),
  text: z.string().describe('grows by 41 GiB a day, over the past 6 h; or why nothing can be said'),
})
export type GrowthWire = z.infer<typeof growthSchema>

/** When a volume is full. Days count from now; null where it is not (within ten years) or cannot be told. */
export const fullSchema = z.object({
  status: statusSchema,
  word: z.string().describe('Full in 12 d, Levels off at 71 %, Shrinks, Not known'),
  days: z.number().nullable(),
  earliestDays: z.number().nullable().describe('At the high rate'),
  latestDays: z.number().nullable().describe('At the low rate'),
  assumption: z.string().describe('What the number rests on, in words'),
})
export type Full = z.infer<typeof fullSchema>

export const capacityDiskSchema = fullSchema.extend({
  broker: count,
  path: z.string(),
  href: z.string(),
  totalBytes: z.number().nullable(),
  usableBytes: z.number().nullable(),
  usedRatio: z.number().nullable(),
  replicaBytes: z.number().describe("Bytes of Kafka's replicas on it"),
  growth: growthSchema,
})
export type CapacityDisk = z.infer<typeof capacityDiskSchema>

export const capacityTopicSchema = z.object({
  topic: z.string(),
  href: z.string(),
  sizeBytes: z.number().nullable().describe('All replicas'),
  growth: growthSchema,
  share: z.number().nullable().describe("Of the cluster's growth, 0–1"),
  levelsOffAtBytes: z
    .number()
    .nullable()
    .describe('Where its retention ends the growth; null: it does not, or is not known'),
  levelsOffInDays: z.number().nullable(),
  text: z.string().describe('kept 7 d, of which 31 h are there: levels off at 1.2 TiB'),
})
export type CapacityTopic = z.infer<typeof capacityTopicSchema>

export const capacitySchema = envelope(
  z.object({
    sentence: sentenceSchema,
    window: z.object({
      text: z.string().describe('the past 6 h'),
      ms: z.number().nullable(),
      from: instant.nullable(),
    }),
    cluster: fullSchema.extend({
      sizeBytes: z.number().nullable().describe("Bytes of Kafka's replicas"),
      totalBytes: z.number().nullable(),
      usableBytes: z.number().nullable(),
      growth: growthSchema,
    }),
    disks: z.array(capacityDiskSchema).describe('First to be full first'),
    topics: z.array(capacityTopicSchema).describe('Fastest growing first'),
    topicsMeasured: count.describe('Topics whose history is kept'),
    topicsAll: count,
    unknownBrokers: z.array(count).describe('Brokers that do not tell how large their volumes are'),
  }),
)
export type Capacity = z.infer<typeof capacitySchema>
