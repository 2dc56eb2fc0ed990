import { z } from 'zod'
import { count, envelope, gapSchema, instant, sentenceSchema, statusSchema } from './shared.ts'

/** Something worth attention about those who keep the cluster's state. */
export const findingSchema = z.object({
  code: z.string(),
  status: statusSchema,
  sentence: z.string(),
  evidence: z.array(z.object({ text: z.string(), value: z.number().nullable(), unit: z.string() })),
  advice: z.string(),
})
export type FindingWire = z.infer<typeof findingSchema>

/** A part of the page with an age of its own. */
const ageSchema = z.object({ observedAt: instant.nullable(), intervalMs: z.number() })

export const keeperNodeSchema = z.object({
  address: z.string(),
  role: z.string().nullable(),
  status: statusSchema,
  word: z.string(),
  version: z.string().nullable(),
  source: z.string().nullable().describe('Where its measures come from: Prometheus provider, AdminServer, mntr, srvr'),
  latencyMs: z
    .number()
    .nullable()
    .describe('Mean since the reading before, where the node tells enough; else since it started'),
  latencyIsRecent: z.boolean(),
  outstanding: z.number().nullable(),
  znodes: z.number().nullable(),
  watches: z.number().nullable(),
  descriptors: z.number().nullable().describe('Open file descriptors'),
  descriptorRatio: z.number().nullable(),
  connections: z.number().nullable(),
  fsyncMs: z.number().nullable(),
  zxid: z.string().nullable(),
  adminServer: z.string().nullable().describe('open, guarded, absent'),
})
export type KeeperNodeWire = z.infer<typeof keeperNodeSchema>

export const registrationSchema = z.object({
  broker: count,
  href: z.string(),
  endpoints: z.array(z.string()),
  rack: z.string().nullable(),
  registeredAt: instant.nullable(),
  session: z.string(),
  listed: z.boolean().nullable().describe('Whether the cluster lists it, too; null = not known'),
})
export type RegistrationWire = z.infer<typeof registrationSchema>

export const ensembleSchema = z.object({
  connect: z.string().nullable(),
  nodesAge: ageSchema,
  depthAge: ageSchema,
  nodes: z.array(keeperNodeSchema),
  losable: count.nullable().describe('How many more nodes may fail'),
  tree: z
    .object({
      clusterId: z.string().nullable(),
      controller: z.string().nullable(),
      controllerSince: instant.nullable(),
      controllerEpoch: count.nullable(),
      registrations: z.array(registrationSchema),
      migration: z.string().nullable(),
      tenancy: z.string().describe('In words'),
      others: z.array(z.string()),
      latencyMs: z.number().describe('Round trip of one read by our own session'),
      session: z.string(),
      sessionsLost: count,
    })
    .nullable(),
  treeFailure: z.string().nullable().describe('Why the tree could not be read'),
})
export type EnsembleWire = z.infer<typeof ensembleSchema>

export const voterSchema = z.object({
  id: count,
  host: z.string().nullable(),
  role: z.enum(['leader', 'voter', 'observer']),
  status: statusSchema,
  word: z.string(),
  fenced: z.boolean().nullable(),
  lagOffsets: z.number().nullable(),
  lagMs: z.number().nullable().describe('Since it was last caught up'),
  lastFetchAgeMs: z.number().nullable(),
})
export type VoterWire = z.infer<typeof voterSchema>

export const featureStandingSchema = z.object({
  name: z.string(),
  level: count.nullable(),
  supportedMax: count,
  words: z.string(),
  enables: z.array(z.string()).describe('What raising it to the highest supported level would bring'),
  wayBack: z.string().nullable(),
})

export const kraftSchema = z.object({
  age: ageSchema,
  leaderId: count.nullable(),
  epoch: count.nullable(),
  leaderSince: instant.nullable(),
  heldBefore: z.boolean(),
  elections: z
    .object({ count, since: instant.nullable() })
    .nullable()
    .describe('How often the epoch rose within the past hour, or since the first look'),
  highWatermark: z.string().nullable(),
  losable: count.nullable(),
  commitMs: z.number().nullable(),
  electionMs: z.number().nullable(),
  members: z.array(voterSchema),
  features: z.array(featureStandingSchema),
})
export type KraftWire = z.infer<typeof kraftSchema>

/** Who keeps a cluster's state, and how well. */
export const quorumSchema = envelope(
  z.object({
    cluster: z.string(),
    mode: z.enum(['kraft', 'zookeeper', 'migrating']).nullable(),
    sentence: sentenceSchema,
    findings: z.array(findingSchema).describe('Worst first'),
    ensemble: ensembleSchema.nullable().describe('Null: the cluster has no ZooKeeper'),
    kraft: kraftSchema.nullable().describe('Null: the cluster has no KRaft quorum'),
    gaps: z.array(gapSchema),
  }),
)
export type Quorum = z.infer<typeof quorumSchema>
