import { z } from 'zod'
import { count, envelope, instant, sentenceSchema, statusSchema } from './shared.ts'

/** How many nodes tell their metrics, and why the others do not: beside every panel made of metrics. */
export const metricCoverageSchema = z.object({
  status: statusSchema,
  text: z.string().describe('22 of 24 exporters answer; broker 7: connection refused'),
  answering: count,
  expected: count.describe('0: no exporter is known at all'),
  silent: z.array(z.object({ target: z.string(), reason: z.string(), since: instant.nullable(), href: z.string() })),
  looksLike: z.array(z.object({ words: z.string(), nodes: count })),
  hint: z.string().nullable().describe('What would help, when nobody answers: the setting to make'),
})
export type MetricCoverage = z.infer<typeof metricCoverageSchema>

/** Why a panel is empty. */
export const missingMetricSchema = z.object({ metric: z.string(), title: z.string(), reason: z.string() })
export type MissingMetric = z.infer<typeof missingMetricSchema>

export const evidenceSchema = z.object({
  text: z.string().describe('remote time p99 of Produce'),
  value: z.number().nullable(),
  median: z.number().nullable().describe("The cluster's, where it is compared"),
  unit: z.string(),
})

/** One sentence why a broker is slow, with what it is concluded from. */
export const whySchema = z.object({
  code: z.string().describe('Stable name of the rule: slow-disk, slow-follower, handlers-exhausted …'),
  broker: count,
  brokers: z.array(count).describe('All brokers it holds for; more than one when they share the cause'),
  culprit: count.nullable().describe('The broker that is the cause, when it is another'),
  status: statusSchema,
  sentence: z.string(),
  advice: z.string(),
  evidence: z.array(evidenceSchema),
  since: instant.nullable(),
})
export type Why = z.infer<typeof whySchema>

export const STAGES = ['queue', 'local', 'remote', 'throttle', 'responseQueue', 'send'] as const
export type Stage = (typeof STAGES)[number]

const distributionSchema = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  mean: z.number().nullable().describe('Only where the exporter tells sum and count'),
})
export const requestTimesSchema = z.object({
  request: z.string().describe('Produce, FetchConsumer, FetchFollower'),
  ratePerSecond: z.number().nullable(),
  isIdle: z.boolean().describe('True: no request came lately, the times are old'),
  total: distributionSchema,
  stages: z.array(distributionSchema.extend({ stage: z.enum(STAGES) })),
})
export type RequestTimes = z.infer<typeof requestTimesSchema>

/** A metric of this node against its peers. */
export const vitalSchema = z.object({
  key: z.string().describe('Canonical key, as the series API takes it'),
  title: z.string(),
  group: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  median: z.number().nullable(),
  rank: count.nullable().describe('1 = best'),
  of: count,
  peers: z.array(z.number()),
  status: statusSchema,
  provenance: z.string().nullable().describe('counter, gauge, quantiles, one-minute-rate, derived, mean-rate'),
})
export type Vital = z.infer<typeof vitalSchema>

export const brokerVitalsSchema = envelope(
  z.object({
    broker: count,
    coverage: metricCoverageSchema.describe('Of this broker: its exporter and its host'),
    whys: z.array(whySchema),
    upSince: instant.nullable(),
    state: z.string().nullable().describe('running, recovering its logs …'),
    requests: z.array(requestTimesSchema),
    vitals: z.array(vitalSchema).describe('Worst deviation first'),
    purgatory: z.array(z.object({ operation: z.string(), waiting: z.number() })),
    connections: z.array(z.object({ listener: z.string(), connections: z.number() })),
    versions: z
      .array(z.object({ request: z.string(), version: z.string(), perSecond: z.number() }))
      .describe('Which versions clients speak; most requests first'),
    missing: z.array(missingMetricSchema),
  }),
)
export type BrokerVitals = z.infer<typeof brokerVitalsSchema>

const topTopicSchema = z.object({ topic: z.string(), value: z.number(), href: z.string() })

export const clusterVitalsSchema = envelope(
  z.object({
    coverage: metricCoverageSchema,
    whys: z.array(whySchema).describe('Of every broker, worst first'),
    totals: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        unit: z.string(),
        value: z.number().nullable(),
        reporting: count.describe('Nodes that tell it'),
        of: count.describe('Nodes that should'),
        worst: count.nullable().describe('The node whose value it is, where the largest or smallest one counts'),
      }),
    ),
    controller: z.object({
      id: count.nullable(),
      since: instant.nullable(),
      movesLastDay: count.nullable().describe('As this console saw it; null before its first look'),
      queueP99Ms: z.number().nullable(),
      processingP99Ms: z.number().nullable(),
      election: z.object({
        title: z.string().describe('What stands for leader election time here, in words'),
        valueMs: z.number().nullable(),
        explained: z.string(),
      }),
    }),
    requests: z.array(requestTimesSchema).describe('Largest of all brokers, stage by stage'),
    top: z.object({
      bytesIn: z.array(topTopicSchema),
      messagesIn: z.array(topTopicSchema),
      size: z.array(topTopicSchema),
      growth: z.array(topTopicSchema).describe('Bytes a day'),
    }),
    disagreements: z
      .array(z.object({ what: z.string(), kafka: z.number(), exporters: z.number(), text: z.string() }))
      .describe("Where Kafka's own answers and its exporters tell different numbers"),
    missing: z.array(missingMetricSchema),
  }),
)
export type ClusterVitals = z.infer<typeof clusterVitalsSchema>

/** What one endpoint can and cannot tell. */
export const endpointSchema = z.object({
  target: z.string(),
  url: z.string(),
  role: z.enum(['broker', 'controller', 'host']),
  nodeId: count.nullable(),
  origin: z.string(),
  status: statusSchema,
  word: z.string(),
  looksLike: z.string().nullable(),
  identity: z.enum(['confirmed', 'unchecked', 'mismatch']),
  identityReason: z.string().nullable(),
  given: count,
  applicable: count,
  missing: z.array(missingMetricSchema),
  exporterMs: z.number().nullable(),
  pageBytes: z.number().nullable(),
  series: count.nullable(),
  keptSeries: count.nullable(),
  intervalMs: z.number(),
  intervalReason: z.string().nullable().describe('Why it is asked less often than configured'),
  notes: z.array(z.string()),
  observedAt: instant.nullable(),
})
export type Endpoint = z.infer<typeof endpointSchema>

export const capabilitySchema = envelope(
  z.object({
    sentence: sentenceSchema,
    endpoints: z.array(endpointSchema),
    lean: z
      .object({
        href: z.string(),
        seriesNow: count,
        bytesNow: z.number(),
        largest: z
          .object({
            target: z.string(),
            seriesNow: count,
            bytesNow: z.number(),
            seriesThen: count,
            bytesThen: z.number(),
          })
          .nullable()
          .describe('What would be left of the largest page, counted on it about once an hour; null: not counted yet'),
      })
      .nullable()
      .describe('Pages as they are, and what a lean exporter configuration would save'),
  }),
)
export type CapabilityReport = z.infer<typeof capabilitySchema>
