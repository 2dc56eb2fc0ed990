import type { ExporterRules, Generation } from '../exporters/index.ts'
import type { ReleaseName } from '../releases/release-name.ts'
import type { ClusterMode, Pace } from './cluster.ts'
import type { Group } from './group.ts'
import type { TopicSpec } from './operations/topics.ts'

export interface DataCentreSpec {
  readonly name: string
  /** Racks of this data centre; brokers are spread over them. */
  readonly racks: readonly string[]
  readonly brokers: number
  /** Dedicated KRaft controllers here. */
  readonly controllers?: number
  /** ZooKeeper nodes here. */
  readonly zookeeper?: number
}

/** Everything that decides one cluster; with a seed and a clock it gives the same world each time. */
export interface ClusterSpec {
  readonly name: string
  readonly mode: ClusterMode
  readonly release: ReleaseName
  readonly dataCentres: readonly DataCentreSpec[]
  readonly topics: readonly TopicSpec[]
  /** Consumers of these topics, made once they exist. */
  readonly groups?: readonly GroupSpec[]
  readonly pace?: Partial<Pace>
  readonly logDirsPerBroker?: number
  readonly diskBytes?: number
  /** Rule set of each node's JMX exporter; absent: no exporters. */
  readonly exporterRules?: ExporterRules
  /** Of the JMX exporter: 0.x writes some names and labels otherwise. Default 1.x. */
  readonly exporterGeneration?: Generation
  /** node_exporter on each broker's host. Default: none. */
  readonly hasHostExporters?: boolean
  /** Four-letter words that ZooKeeper nodes answer (`4lw.commands.whitelist`), `*` for all. Default `srvr`. */
  readonly fourLetterWords?: readonly string[]
  /** As ZooKeeper nodes tell it, such as `3.9.3-…`; absent: the 3.8.4 that Kafka 3.9 is shipped with. */
  readonly zooKeeperVersion?: string
  /** AdminServer and Prometheus provider of ZooKeeper nodes. Default: none. */
  readonly hasZooKeeperHttp?: boolean
  /** `advertised` host of every node. Default 127.0.0.1. */
  readonly host?: string
}

export interface GroupSpec extends Pick<Group, 'id' | 'type'> {
  readonly topics: readonly string[]
  /** 0 = commits without members. */
  readonly members: number
  /** Behind the end of the log, in ms. */
  readonly lagMs: number
  readonly clientId?: string
  /** Default `consumer`; `connect` for workers. */
  readonly protocolType?: string
  /** Assignor. Default `range`, `uniform` for KIP-848 groups. */
  readonly protocol?: string
  /** Members with `group.instance.id` (KIP-345). */
  readonly hasStaticMembers?: boolean
}
