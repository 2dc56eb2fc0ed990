import type { Endurance } from './assess/endurance.ts'
import type { Topology } from './topology.ts'

/** Bits of {@link Assessment.flags}, one set per partition row. Named conditions carry the same words in the filter grammar. */
export const OFFLINE = 1 // is:offline — no leader, or its leader is not registered
export const UNDER_MIN_ISR = 2 // is:under-min-isr — ISR smaller than min.insync.replicas (as kafka-topics counts it)
export const AT_MIN_ISR = 4 // is:at-min-isr — ISR equals min.insync.replicas and RF is larger
export const AT_MIN_ISR_BY_DESIGN = 8 // is:at-min-isr-by-design — ISR = min.insync.replicas = RF
export const UNDER_REPLICATED = 16 // is:under-replicated — ISR smaller than RF (replicas being added do not count)
export const NON_PREFERRED_LEADER = 32 // is:non-preferred
export const RACK_VIOLATION = 64 // is:rack-violation — fewer racks than it could have: min(RF, racks)
export const REASSIGNING = 128 // is:reassigning
export const MIN_ISR_UNKNOWN = 256 // is:min-isr-unknown — configs not readable: under and at min ISR cannot be told
export const SILENT_LEADER = 512 // is:silent-leader — led by a registered broker that does not answer us
export const UNKNOWN = 1024 // is:unknown — the broker refused to describe it

export interface PartitionCounts {
  readonly topics: number
  readonly partitions: number
  readonly replicas: number
  readonly offline: number
  /** Null where min.insync.replicas of some topic is unknown. */
  readonly underMinIsr: number | null
  readonly atMinIsr: number | null
  readonly atMinIsrByDesign: number | null
  readonly underReplicated: number
  readonly nonPreferredLeaders: number
  readonly rackViolations: number | null
  readonly reassigning: number | null
  readonly silentLeader: number
  readonly unknown: number
}

export interface BrokerCounts {
  readonly leaders: number
  readonly preferredLeaders: number
  readonly replicas: number
  /** Partitions it leads that miss a replica. */
  readonly underReplicated: number
  /** Replicas it hosts that are not in the ISR. */
  readonly outOfSync: number
  readonly offlineReplicas: number
  /** Bytes of its replicas; null = its log directories are unknown. */
  readonly sizeBytes: number | null
  /** Messages in per second over the partitions it leads; null = unknown. */
  readonly messagesInPerSecond: number | null
}

/**
 * Everything that follows from the readings about partitions, computed once per change of readings (not per page view),
 * in columns over the topology's rows. Cost: about 12 bytes a partition.
 */
export interface Assessment {
  readonly topology: Topology
  readonly flags: Uint16Array
  /** min.insync.replicas by row; −1 = unknown. */
  readonly minIsr: Int16Array
  /** In-sync replicas by row. */
  readonly inSync: Uint8Array
  readonly counts: PartitionCounts
  readonly endurance: Endurance
  readonly byBroker: ReadonlyMap<number, BrokerCounts>
  /** By topic index: bits of all its partitions or-ed. */
  readonly topicFlags: Uint16Array
  /** By topic index: row of its worst partition, −1 = none. */
  readonly topicWorstRow: Int32Array
  /** By topic index: bytes over all replicas; NaN = unknown, see topicSizePartial. */
  readonly topicSizeBytes: Float64Array
  /** 1 = a broker that holds replicas did not report sizes. */
  readonly topicSizePartial: Uint8Array
  readonly topicMessagesInPerSecond: Float64Array
  /** By slot of topology.partitions.replica: bytes, NaN = unknown. */
  readonly replicaSizeBytes: Float64Array
}
