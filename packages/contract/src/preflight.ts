import { z } from 'zod'
import { CHECK_FAMILIES, CHECK_SEVERITIES, CHECK_STATES } from './constants.ts'
import { count, envelope, instant, sentenceSchema, statusSchema } from './shared.ts'

export const checkStateSchema = z.enum(CHECK_STATES)
export type CheckState = z.infer<typeof checkStateSchema>

/** One check and what it found. */
export const preflightCheckSchema = z.object({
  id: z.string().describe('Stable: replication-factor, certificates-expiry …'),
  family: z.enum(CHECK_FAMILIES),
  title: z.string().describe('What should hold: Every partition has three copies'),
  severity: z.enum(CHECK_SEVERITIES).describe('What is at stake: data or service; operation; tidiness'),
  state: checkStateSchema.describe('unknown is never a pass: the evidence says why it could not be made'),
  status: statusSchema,
  evidence: z.string().describe('What was found, with numbers and names'),
  details: z.array(z.string()).describe('The rows behind it, the first 20'),
  detailCount: count.describe('How many rows there are'),
  reason: z.string().describe('Why it matters'),
  fix: z.string().nullable(),
  command: z.string().nullable().describe('To paste into a shell or a configuration file'),
  href: z.string().nullable().describe('The page that shows it'),
})
export type PreflightCheck = z.infer<typeof preflightCheckSchema>

export const preflightSchema = envelope(
  z.object({
    cluster: z.string(),
    sentence: sentenceSchema,
    counts: z.object({ fail: count, warn: count, unknown: count, pass: count, 'not-applicable': count }),
    checks: z.array(preflightCheckSchema).describe('Worst first'),
    probedAt: instant
      .nullable()
      .describe(
        'When listeners, certificates and services were last tried; null = not yet. Once an hour, not when asked',
      ),
    releasesAsOf: z.string().describe('Day of the table of releases that get fixes'),
  }),
)
export type Preflight = z.infer<typeof preflightSchema>
