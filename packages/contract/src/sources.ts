import { z } from 'zod'
import { SOURCE_STATES } from './constants.ts'
import { count, envelope, instant, sentenceSchema, statusSchema } from './shared.ts'

export const sourceSchema = z.object({
  id: z.string(),
  cluster: z.string(),
  kind: z.string().describe('kafka.registry, kafka.topology, zookeeper, exporter …'),
  title: z.string(),
  target: z.string(),
  state: z.enum(SOURCE_STATES),
  word: z.string(),
  intervalMs: z.number().nullable(),
  lastSuccessAt: instant.nullable(),
  ageMs: z.number().nullable(),
  attemptedAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
  durationMs: z.number().nullable(),
  durationP95Ms: z.number().nullable(),
  failuresLastHour: count,
  since: instant.nullable().describe('Failing since'),
  code: z.string().nullable(),
  reason: z.string().nullable().describe('In the peer’s words'),
  hint: z.string().nullable(),
  dependants: z.array(z.object({ text: z.string(), href: z.string() })).describe('What goes blind without it'),
  requests: count.nullable().describe('Since start; null where the load is told by another row of the same cluster'),
  bytes: z.number().nullable(),
})
export type Source = z.infer<typeof sourceSchema>

export const sourcesSchema = envelope(
  z.object({
    sentence: sentenceSchema,
    items: z.array(sourceSchema).describe('Worst first'),
    totals: z.object({
      /** Means since the console started. */
      requestsPerMinute: z.number(),
      bytesPerMinute: z.number(),
      eventLoopDelayP99Ms: z.number().nullable(),
      residentBytes: z.number(),
      historyBytes: z.number(),
      refusedSamples: count.describe('Numbers not charted because the memory for charts is full'),
      archive: z
        .object({
          status: statusSchema,
          text: z.string().describe('How long what is kept, or why nothing is'),
          hint: z.string().nullable(),
          usedBytes: z.number(),
          limitBytes: z.number(),
          writtenTo: instant.nullable(),
        })
        .describe('What is kept beyond six hours'),
    }),
  }),
)
export type Sources = z.infer<typeof sourcesSchema>

/** Server-sent event `change`: what changed, not the data. */
export const changeEventSchema = z.object({
  cluster: z.string().nullable(),
  /** Readings that changed: registry, topology, log-dirs, configs, end-offsets, quorum, zookeeper. */
  readings: z.array(z.string()),
  version: z.number(),
})
export type ChangeEvent = z.infer<typeof changeEventSchema>

/** GET /api/v1/search?q= for the palette: things by name across clusters. */
export const searchSchema = envelope(
  z.object({
    items: z.array(
      z.object({
        kind: z.enum(['cluster', 'broker', 'topic']),
        cluster: z.string(),
        name: z.string(),
        href: z.string(),
        detail: z.string(),
      }),
    ),
  }),
)
export type Search = z.infer<typeof searchSchema>

/** GET /api/v1/config: effective settings, secrets masked. */
export const effectiveConfigSchema = envelope(
  z.object({ entries: z.array(z.object({ path: z.string(), value: z.string(), origin: z.string() })) }),
)
export type EffectiveConfig = z.infer<typeof effectiveConfigSchema>
