import type {
  BrokerConfigFacts,
  BrokerFact,
  BrokerLogDirs,
  EndOffsetFacts,
  QuorumFacts,
  RegistryFacts,
  TopicConfigFacts,
  Topology,
  TopologyFacts,
} from '@perigee/domain'
import type { Outcome } from '../outcome.ts'

/** One cluster's Kafka, asked through its brokers. Holds connections and what each broker offers, nothing else. */
export interface KafkaSource {
  /** Brokers, mode, controller, features; asks every known broker for ApiVersions (its sign of life). */
  readRegistry(known: readonly BrokerFact[], signal: AbortSignal): Promise<Outcome<RegistryFacts>>
  /** DescribeQuorum; `unsupported` in ZooKeeper mode. */
  readQuorum(registry: RegistryFacts, signal: AbortSignal): Promise<Outcome<QuorumFacts>>
  /** All topics and partitions and running reassignments, from one broker: `prefer` where it answers. */
  readTopology(
    registry: RegistryFacts,
    prefer: number | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<TopologyFacts>>
  readLogDirs(broker: BrokerFact, signal: AbortSignal): Promise<Outcome<BrokerLogDirs>>
  /** Settings of the named topics; `previous` lends equal arrays so that unchanged settings keep their identity. */
  readTopicConfigs(
    registry: RegistryFacts,
    topics: readonly string[],
    previous: TopicConfigFacts | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<TopicConfigFacts>>
  readBrokerConfigs(registry: RegistryFacts, signal: AbortSignal): Promise<Outcome<BrokerConfigFacts>>
  /** End offsets of all partitions with a leader that answers; rates against `previous` (value and when it was observed, epoch ms). */
  readEndOffsets(
    registry: RegistryFacts,
    topology: Topology,
    previous: { readonly facts: EndOffsetFacts; readonly observedAt: number } | undefined,
    now: number,
    signal: AbortSignal,
  ): Promise<Outcome<EndOffsetFacts>>
  /** The load we put on each broker since start, by `host:port`, with the broker id once known. */
  cost(): readonly PeerCost[]
  /** Closes every connection; reads under way end with `closed`. */
  close(): Promise<void>
}

export interface PeerCost {
  readonly peer: string
  readonly brokerId: number | null
  readonly requests: number
  readonly failures: number
  readonly bytesSent: number
  readonly bytesReceived: number
  /** Sum of request times in ms. */
  readonly busyMs: number
  readonly connectionsOpened: number
  readonly connectionsOpen: number
}
