import type { Failure } from './failure.ts'
import type { NodeMetrics } from './metrics/node-metrics.ts'
import type { Reading } from './reading.ts'
import type { Topology } from './topology.ts'

export type ClusterMode = 'kraft' | 'zookeeper' | 'migrating'

/** A broker as the cluster lists it, plus what it answered us. */
export interface BrokerFact {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
  /** Listed in the metadata of the broker we asked. */
  readonly registered: boolean
  /** When it was first found missing from the list after having been in it, epoch ms; absent when that was not seen. */
  readonly leftAt?: number
  /** DescribeCluster v2 (Kafka 4.0): registered but not yet or no longer allowed to lead. Null when not told. */
  readonly fenced: boolean | null
  /** Whether it answered ApiVersions in this run; null when it was not asked (no address known). */
  readonly answered: boolean | null
  /** Time of that answer in ms, connection already open. */
  readonly latencyMs: number | null
  readonly failure: Failure | null
  /** Range of Kafka releases that offers exactly these API versions, in words: `3.9`, `4.1 – 4.2`, null when unknown. */
  readonly release: string | null
  /** API key → [min, max] as offered; null when it never answered. */
  readonly apis: ReadonlyMap<number, readonly [number, number]> | null
  /** Number of topics and partitions this broker's own metadata is known to hold, for the cross-check; null = not asked. */
  readonly metadataPartitions: number | null
}

export interface FeatureFact {
  readonly name: string
  readonly finalizedLevel: number | null
  readonly supportedMin: number
  readonly supportedMax: number
}

/** Brokers, controller and features: the cheap reading, taken most often. */
export interface RegistryFacts {
  readonly clusterId: string | null
  readonly mode: ClusterMode
  /** ZooKeeper mode: from Metadata. KRaft: DescribeQuorum's leader, never the random id of Metadata. Null = unknown or none. */
  readonly controllerId: number | null
  /** Broker whose metadata this is. */
  readonly fromBroker: number
  readonly brokers: readonly BrokerFact[]
  readonly features: readonly FeatureFact[]
  /** ZooKeeper connect string that brokers are configured with, when a broker told. */
  readonly zookeeperConnect: string | null
}

export interface QuorumMember {
  readonly id: number
  readonly logEndOffset: bigint
  /** Behind the leader, in records. */
  readonly lagOffsets: bigint
  /** Since it last fetched / was last caught up, ms on the leader's clock; null when the leader is too old to tell (v0). */
  readonly lastFetchAgeMs: number | null
  readonly lastCaughtUpAgeMs: number | null
}

/** DescribeQuorum of `__cluster_metadata-0` (KRaft). */
export interface QuorumFacts {
  /** −1 = no leader. */
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly highWatermark: bigint
  /** Hosts of controllers by id, where told (DescribeQuorum v2, KIP-853); dedicated controllers stand nowhere else. */
  readonly hosts?: ReadonlyMap<number, string>
  readonly voters: readonly QuorumMember[]
  readonly observers: readonly QuorumMember[]
}

export type ZooKeeperRole = 'leader' | 'follower' | 'observer' | 'standalone'

export interface ZooKeeperNode {
  /** host:port of the client port. */
  readonly address: string
  /** Null = answers but does not serve (no quorum), or does not answer (see failure). */
  readonly role: ZooKeeperRole | null
  readonly answered: boolean
  readonly failure: Failure | null
  readonly version: string | null
  readonly latencyMs: number | null
  readonly connections: number | null
  readonly outstanding: number | null
  readonly znodes: number | null
}

export interface ZooKeeperFacts {
  readonly nodes: readonly ZooKeeperNode[]
}

/**
 * What one node says of itself beyond `srvr`: by its Prometheus provider, its AdminServer or `mntr`, in that order. Names
 * are those of `mntr` without `zk_` (ServerMetrics, ZooKeeperServerBean): `synced_followers`, `watch_count`,
 * `open_file_descriptor_count`, `avg_fsynctime` …; times in ms.
 */
export interface ZooKeeperNodeDepth {
  readonly address: string
  /** `srvr`: none of them answered, and the values are the few that `srvr` tells. Null: not even that. */
  readonly from: 'prometheus' | 'admin-server' | 'mntr' | 'srvr' | null
  /**
   * Besides: `recent_avg_<summary>` since the reading before, `steady_<gauge>` the lesser of two readings,
   * `hourly_<counter>` growth within the last hour.
   */
  readonly values: ReadonlyMap<string, number>
  /** zxid of its last transaction, epoch and counter; null when not told. */
  readonly zxid: { readonly epoch: number; readonly counter: number } | null
  /** Whether its AdminServer of 3.9 or newer lets anyone read (`snapshot`) the tree. Null: not asked or not there. */
  readonly adminOpen: 'open' | 'guarded' | 'absent' | null
  /** Why less is known than could be: a failure for each way that was tried in vain. */
  readonly failures: readonly Failure[]
}

/** A broker's entry below `/brokers/ids`. Times are epoch ms. */
export interface BrokerRegistration {
  readonly id: number
  readonly endpoints: readonly string[]
  readonly rack: string | null
  readonly registeredAt: number | null
  /** Session that owns it, as hexadecimal text. */
  readonly session: string
}

/** What stands in the tree, read through a client's session. */
export interface ZooKeeperTree {
  readonly clusterId: string | null
  readonly controller: { readonly brokerId: number; readonly since: number | null; readonly kraftEpoch: number } | null
  readonly controllerEpoch: number | null
  readonly registrations: readonly BrokerRegistration[]
  /** `/migration`: a migration to KRaft is under way or done. Null: none. */
  readonly migration: { readonly controllerId: number; readonly metadataOffset: number } | null
  /** Whose ensemble it is, by what stands below `/`. */
  readonly tenancy: {
    readonly kind: 'dedicated' | 'communal-kafka' | 'communal-mixed' | 'unknown'
    /** Other roots: chroots of other clusters, nodes of other systems. */
    readonly others: readonly string[]
  }
  /** Round trip of one read by our own session, ms. */
  readonly latencyMs: number
  /** Our own session, as hexadecimal text, and how often it had to be opened anew since the start. */
  readonly session: string
  readonly sessionsLost: number
}

/** The ensemble in depth. */
export interface EnsembleFacts {
  readonly nodes: readonly ZooKeeperNodeDepth[]
  /** Null: no session could be had; see failure. */
  readonly tree: ZooKeeperTree | null
  readonly treeFailure: Failure | null
}

export interface LogDir {
  readonly path: string
  /** Kafka error code; 56 = KAFKA_STORAGE_ERROR (offline). */
  readonly error: number
  /** Volume size and free bytes; null before Kafka 3.3 (KIP-827). */
  readonly totalBytes: number | null
  readonly usableBytes: number | null
}

/** DescribeLogDirs of one broker, replicas in columns. */
export interface BrokerLogDirs {
  readonly brokerId: number
  readonly dirs: readonly LogDir[]
  /** Distinct topic names; entry i owns rows firstRow[i] … firstRow[i + 1] − 1. */
  readonly topics: readonly string[]
  readonly firstRow: Uint32Array
  readonly partition: Int32Array
  readonly sizeBytes: Float64Array
  /** Messages the replica is behind the high watermark. */
  readonly offsetLag: Float64Array
  /** Index into dirs. */
  readonly dir: Uint8Array
  /** 1 = future log of a move between directories. */
  readonly isFuture: Uint8Array
}

export type ConfigSource =
  | 'topic'
  | 'broker-dynamic'
  | 'broker-default-dynamic'
  | 'broker-static'
  | 'default'
  | 'broker-logger'
  | 'client-metrics'
  | 'group'
  | 'unknown'

export interface ConfigEntry {
  readonly name: string
  /** Null when Kafka withholds it (sensitive). */
  readonly value: string | null
  readonly source: ConfigSource
  readonly readOnly: boolean
  readonly sensitive: boolean
  /** What it would be without this setting: the next synonym in Kafka's order, null when none. */
  readonly fallback: { readonly value: string | null; readonly source: ConfigSource } | null
}

/** Topic configs; topics with equal settings share one array. */
export interface TopicConfigFacts {
  readonly byTopic: ReadonlyMap<string, readonly ConfigEntry[]>
}

export interface BrokerConfigFacts {
  readonly byBroker: ReadonlyMap<number, readonly ConfigEntry[]>
}

export interface Reassignment {
  readonly topic: string
  readonly partition: number
  readonly replicas: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
}

/** End offsets in the rows of the topology they were asked for. */
export interface EndOffsetFacts {
  readonly topology: Topology
  /** Log end offset (high watermark as clients see it) by row; −1 = unknown. */
  readonly endOffset: BigInt64Array
  /** Messages per second by row since the reading before; NaN = unknown. */
  readonly messagesPerSecond: Float64Array
  /** Sum over known rows, NaN when no row is known. */
  readonly totalMessagesPerSecond: number
}

export interface TopologyFacts {
  readonly topology: Topology
  /** Null = unknown (API refused or missing, see gaps). */
  readonly reassignments: readonly Reassignment[] | null
  /** Partitions without a leader or counts as other brokers see them: broker id → [topics, partitions]; only those asked. */
  readonly countsByBroker: ReadonlyMap<number, readonly [number, number]>
}

/** What the operator says should be there. Numbers count, arrays name. */
export interface Expected {
  readonly brokers: number | readonly number[] | null
  readonly controllers: number | readonly number[] | null
  readonly zookeeperNodes: number | null
  /** Rack → data centre; empty when not configured. */
  readonly dataCentres: ReadonlyMap<string, string>
}

/** Everything known of one cluster: the input of every judgement. */
export interface ClusterFacts {
  readonly name: string
  readonly expected: Expected
  readonly registry: Reading<RegistryFacts>
  readonly quorum: Reading<QuorumFacts>
  readonly zookeeper: Reading<ZooKeeperFacts>
  /** ZooKeeper in depth: less often, and never needed for a cluster's status. */
  readonly ensemble: Reading<EnsembleFacts>
  readonly topology: Reading<TopologyFacts>
  /** One reading per broker id. */
  readonly logDirs: ReadonlyMap<number, Reading<BrokerLogDirs>>
  readonly topicConfigs: Reading<TopicConfigFacts>
  readonly brokerConfigs: Reading<BrokerConfigFacts>
  readonly endOffsets: Reading<EndOffsetFacts>
  /** One reading per exporter, by {@link MetricTarget.id}. */
  readonly metrics: ReadonlyMap<string, Reading<NodeMetrics>>
}
