import { z } from 'zod'
import { envelope, instant } from './shared.ts'

const node = z.coerce.number().int().min(0).max(2_147_483_647).optional()

export const seriesQuerySchema = z.object({
  cluster: z.string().max(200),
  metric: z
    .string()
    .max(120)
    .describe(
      'What Perigee reads of Kafka: of a cluster messagesInPerSecond, sizeBytes, offlinePartitions, underMinIsrPartitions, underReplicatedPartitions, brokersUp; of brokers messagesInPerSecond, sizeBytes, leaders, latencyMs; of a topic messagesInPerSecond, sizeBytes. Or a canonical key of an exporter: bytes_in, req_total_ms/Produce/p99, node_cpu_busy',
    ),
  broker: node.describe('Of this broker'),
  controller: node.describe('Of this controller of KRaft'),
  host: node.describe('Of the host of this broker'),
  topic: z.string().max(249).optional().describe('Of this topic; kept for the busiest only'),
  by: z.enum(['node']).optional().describe('Every node its own series, at most 200'),
  from: z
    .string()
    .max(40)
    .optional()
    .describe('now-6h, now-1d/d, epoch milliseconds or RFC 3339; one hour before "to" by default'),
  to: z.string().max(40).optional().describe('Like "from"; now by default'),
  at: z.string().max(40).optional().describe('An instant: half an hour before and after it, instead of from and to'),
  points: z.coerce
    .number()
    .int()
    .min(2)
    .max(1440)
    .default(240)
    .describe('About this many; fewer when many nodes are asked for at once'),
})
export type SeriesQuery = z.input<typeof seriesQuerySchema>

export const SERIES_SOURCES = ['memory', 'archive', 'prometheus', 'graphite'] as const
export type SeriesSource = (typeof SERIES_SOURCES)[number]

const column = z.array(z.number().nullable())
const span = z.object({ from: instant, to: instant })

export const seriesSchema = envelope(
  z.object({
    metric: z.string(),
    title: z.string(),
    unit: z.string(),
    stepMs: z.number().describe('Width of a point'),
    source: z.enum(SERIES_SOURCES).describe('Where these points come from'),
    note: z.string().nullable().describe('Why less came than asked for'),
    from: instant.describe('As evaluated'),
    to: instant,
    startedAt: instant.nullable().describe('This measure is known since; null: it never was'),
    extent: span.nullable().describe('What is kept of this cluster; longer ranges hold nothing more'),
    gaps: z.array(z.object({ from: z.number(), to: z.number() })).describe('Epoch ms; where no series has a value'),
    at: z.array(z.number()).describe('Epoch ms of each point, evenly stepped'),
    series: z.array(
      z.object({
        label: z.string(),
        node: z.number().nullable().describe('Broker, controller or host id; null: of the cluster or a topic'),
        mean: column,
        min: column.describe('As the mean where a point is one sample'),
        max: column,
      }),
    ),
  }),
)
export type Series = z.infer<typeof seriesSchema>
