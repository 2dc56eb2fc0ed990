import { z } from 'zod'
import { FRESHNESS, STATUSES } from './constants.ts'

// What every answer shares. Conventions of the wire: null means unknown or not applicable (never zero); times are
// RFC 3339 in UTC; durations end in Ms; sizes in Bytes; ratios run 0–1; 64-bit offsets are decimal strings.

export const statusSchema = z.enum(STATUSES)
export type Status = z.infer<typeof statusSchema>

export const freshnessStateSchema = z.enum(FRESHNESS)
export type FreshnessState = z.infer<typeof freshnessStateSchema>

export const instant = z.iso.datetime()
export const count = z.number().int()
/** How often a reading is meant to be taken; late after twice as long. */
export const intervalMs = z.number()
export const known = <T extends z.ZodType>(schema: T) => schema.nullable()

export const failureSchema = z.object({
  source: z.string().describe('Loop that failed, such as kafka.topology'),
  cluster: z.string(),
  target: z.string().describe('Whom we asked'),
  code: z.string(),
  message: z.string(),
  since: instant.nullable(),
  retryable: z.boolean(),
})
export type FailureWire = z.infer<typeof failureSchema>

export const freshnessSchema = z.object({
  observedAt: instant.nullable().describe('Age of the oldest reading this answer needs; null = nothing read yet'),
  ageMs: z.number().nullable(),
  expectedIntervalMs: z.number(),
  state: freshnessStateSchema,
  failures: z.array(failureSchema),
})
export type FreshnessWire = z.infer<typeof freshnessSchema>

/** A fact that cannot be shown, why, and what would help. */
export const gapSchema = z.object({
  fact: z.string(),
  text: z.string(),
  code: z.string(),
  brokers: z.array(z.number()),
  needs: z.string().nullable(),
})
export type GapWire = z.infer<typeof gapSchema>

/** Something wrong, told by cause. `links` are the counts inside the text, each opening exactly its rows. */
export const problemSchema = z.object({
  code: z.string(),
  status: statusSchema,
  title: z.string().describe('Strong first words: Broker 3 is down'),
  text: z.string().describe('The rest of the sentence'),
  since: instant.nullable(),
  heldBefore: z
    .boolean()
    .optional()
    .describe('True: it held already when first looked for; since is that look, not its beginning'),
  href: z.string().nullable(),
  hrefLabel: z.string().nullable(),
  explains: z.array(z.object({ text: z.string(), count: z.number(), href: z.string() })),
})
export type Problem = z.infer<typeof problemSchema>

/** One sentence of state: the loud part, then the rest. */
export const sentenceSchema = z.object({ strong: z.string(), rest: z.string(), status: statusSchema, lede: z.string() })
export type Sentence = z.infer<typeof sentenceSchema>

export const upOfSchema = z.object({
  up: count.nullable(),
  expected: count.nullable(),
  expectedBy: z.enum(['configured', 'inferred']).nullable(),
})
export type UpOf = z.infer<typeof upOfSchema>

export const changeSchema = z.object({
  at: instant,
  cluster: z.string(),
  status: statusSchema,
  text: z.string(),
  href: z.string(),
})
export type Change = z.infer<typeof changeSchema>

export const envelope = <T extends z.ZodType>(data: T) => z.object({ data, freshness: freshnessSchema })
export interface Envelope<T> {
  data: T
  freshness: FreshnessWire
}

export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    hint: z.string().nullable(),
    id: z.string().describe('Also in the server log'),
    /** For filter errors: 0-based character where the filter stopped making sense. */
    at: z.number().int().optional(),
  }),
})
export type ErrorWire = z.infer<typeof errorSchema>

export const replicaStateSchema = z.enum(['leader', 'in-sync', 'behind', 'offline'])
export type ReplicaState = z.infer<typeof replicaStateSchema>
export const replicaSchema = z.object({ broker: z.number(), state: replicaStateSchema })
export type Replica = z.infer<typeof replicaSchema>

export const configEntrySchema = z.object({
  name: z.string(),
  value: z.string().nullable(),
  source: z.string(),
  readOnly: z.boolean(),
  sensitive: z.boolean(),
  fallback: z.object({ value: z.string().nullable(), source: z.string() }).nullable(),
})
export type ConfigEntryWire = z.infer<typeof configEntrySchema>
