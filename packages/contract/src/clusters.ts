import { z } from 'zod'
import {
  changeSchema,
  count,
  envelope,
  freshnessStateSchema,
  gapSchema,
  instant,
  problemSchema,
  sentenceSchema,
  statusSchema,
  upOfSchema,
} from './shared.ts'

/** Counts that say how partitions are now: null once nobody answers, for then they are not known. */
const conditionCountsSchema = z.object({
  offlinePartitions: count.nullable().describe('No leader, or a leader that is not registered'),
  underMinIsrPartitions: count.nullable().describe('ISR smaller than min.insync.replicas'),
  atMinIsrPartitions: count.nullable().describe('ISR equals min.insync.replicas, and the replication factor is larger'),
  atMinIsrByDesignPartitions: count.nullable().describe('ISR, min.insync.replicas and replication factor are equal'),
  underReplicatedPartitions: count.nullable(),
  reassigningPartitions: count.nullable(),
  nonPreferredLeaders: count.nullable(),
})
export type ConditionCounts = z.infer<typeof conditionCountsSchema>

export const clusterSummarySchema = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  status: statusSchema,
  reasons: z.array(z.string()),
  problems: z.array(problemSchema),
  since: instant.nullable().describe('Since when the status is what it is'),
  mode: z.enum(['kraft', 'zookeeper', 'migrating']).nullable(),
  release: z.string().nullable().describe('Kafka release range inferred from the API versions offered'),
  controllerId: count.nullable(),
  brokers: upOfSchema,
  quorum: upOfSchema.nullable().describe('KRaft voters or ZooKeeper nodes; null = not known which'),
  topics: count.nullable(),
  partitions: count.nullable(),
  replicas: count.nullable(),
  ...conditionCountsSchema.shape,
  lastKnown: conditionCountsSchema
    .nullable()
    .describe('The condition counts of the last answer, as of observedAt, while nobody answers; null otherwise'),
  rackViolations: count.nullable(),
  survivableBrokerLosses: count
    .nullable()
    .describe('Any this many brokers may fail and every partition still takes writes'),
  canLose: z.string().nullable().describe('nothing, 1 broker, 2 brokers, 1 rack …'),
  messagesInPerSecond: z.number().nullable(),
  sizeBytes: z.number().nullable(),
  trend: z.array(z.number().nullable()).describe('messagesInPerSecond of the past hour, oldest first, at most 60'),
  observedAt: instant.nullable(),
  ageMs: z.number().nullable(),
  expectedIntervalMs: z.number(),
  freshness: freshnessStateSchema,
})
export type ClusterSummary = z.infer<typeof clusterSummarySchema>

export const overviewSchema = envelope(
  z.object({
    sentence: sentenceSchema,
    clusters: z.array(clusterSummarySchema).describe('Worst first, then by name'),
    changes: z.array(changeSchema).describe('Newest first, past hour'),
    readOnly: z.boolean(),
    version: z.string(),
  }),
)
export type Overview = z.infer<typeof overviewSchema>

export const quorumMemberSchema = z.object({
  id: count,
  role: z.enum(['leader', 'voter', 'observer']),
  status: statusSchema,
  word: z.string(),
  lagOffsets: z.number().nullable(),
  lastFetchAgeMs: z.number().nullable(),
  lastCaughtUpAgeMs: z.number().nullable(),
})

export const zookeeperNodeSchema = z.object({
  address: z.string(),
  role: z.string().nullable(),
  status: statusSchema,
  word: z.string(),
  version: z.string().nullable(),
  latencyMs: z.number().nullable(),
  connections: z.number().nullable(),
  outstanding: z.number().nullable(),
  znodes: z.number().nullable(),
})

export const brokerCellSchema = z.object({
  id: count,
  rack: z.string().nullable(),
  status: statusSchema,
  word: z.string(),
  controller: z.boolean(),
})
export type BrokerCell = z.infer<typeof brokerCellSchema>

export const clusterDetailSchema = envelope(
  clusterSummarySchema.extend({
    clusterId: z.string().nullable(),
    sentence: sentenceSchema,
    features: z.array(
      z.object({
        name: z.string(),
        level: count.nullable(),
        words: z.string(),
        supportedMin: count,
        supportedMax: count,
      }),
    ),
    controller: z.object({
      id: count.nullable(),
      epoch: count.nullable(),
      since: instant.nullable(),
      heldBefore: z.boolean().optional().describe('True: it was controller already when first looked for'),
      status: statusSchema,
      text: z.string(),
    }),
    quorumMembers: z.array(quorumMemberSchema),
    quorumObservedAt: instant.nullable(),
    quorumIntervalMs: z.number().describe('Expected interval of that reading'),
    zookeeperNodes: z.array(zookeeperNodeSchema),
    zookeeperConnect: z.string().nullable(),
    brokerCells: z.array(brokerCellSchema).describe('By rack, then id'),
    disks: z.object({
      fullestBroker: count.nullable(),
      fullestRatio: z.number().nullable(),
      unknownBrokers: z.array(count),
    }),
    skew: z
      .object({ leaders: z.number().nullable(), replicas: z.number().nullable(), bytes: z.number().nullable() })
      .describe('Largest broker over the mean; 1 = even'),
    metadata: z.object({
      fromBroker: count.nullable(),
      behind: z.array(z.object({ broker: count, text: z.string() })),
    }),
    gaps: z.array(gapSchema),
    changes: z.array(changeSchema),
    cost: z.object({
      requestsPerMinute: z.number(),
      bytesPerMinute: z.number(),
      busiestBroker: count.nullable(),
      busiestRequestsPerMinute: z.number(),
    }),
  }),
)
export type ClusterDetail = z.infer<typeof clusterDetailSchema>
