/** A Kafka cluster in ZooKeeper mode as its znodes tell of it: what the simulated world fills in. */
export interface KafkaClusterDescription {
  readonly clusterId: string
  /** Brokers that are registered, or whose registration may still stand. A broker that left properly is not listed. */
  readonly brokers: readonly BrokerDescription[]
  /** Null while nobody controls. */
  readonly controller: ControllerDescription | null
  readonly controllerEpoch: number
  readonly topics: readonly TopicDescription[]
  /** Entities with settings of their own; each topic stands in `/config/topics` even without any. */
  readonly configs: readonly ConfigDescription[]
  /** Topics whose deletion waits, for instance for a broker that is away. */
  readonly topicsToDelete: readonly string[]
  /** What was asked for by the znode `/admin/reassign_partitions`, as tools did before Kafka 2.4; empty otherwise. */
  readonly reassignmentsByZnode: readonly ReassignmentDescription[]
  readonly producerIdBlock: ProducerIdBlock | null
}

export interface BrokerDescription {
  readonly id: number
  /** A silent broker keeps its registration until its session expires; heard of again, it keeps or renews it. */
  readonly state: 'registered' | 'silent'
  readonly endpoints: readonly EndpointDescription[]
  readonly rack: string | null
  /** Null = no JMX port. */
  readonly jmxPort: number | null
  /** When it registered, epoch ms. */
  readonly registeredMs: number
  /** `zookeeper.session.timeout.ms` */
  readonly sessionTimeoutMs: number
}

export interface EndpointDescription {
  readonly listener: string
  readonly securityProtocol: string
  readonly host: string
  readonly port: number
}

export interface ControllerDescription {
  readonly brokerId: number
  readonly electedMs: number
}

export interface TopicDescription {
  readonly name: string
  /** Base64url, 22 characters. */
  readonly id: string
  readonly partitions: readonly PartitionDescription[]
}

export interface PartitionDescription {
  readonly partition: number
  readonly replicas: readonly number[]
  readonly addingReplicas: readonly number[]
  readonly removingReplicas: readonly number[]
  /** Null = never got a leader: its state znode is missing. */
  readonly state: PartitionState | null
}

export interface PartitionState {
  /** −1 = none. */
  readonly leader: number
  readonly leaderEpoch: number
  /** Of the controller that wrote it. */
  readonly controllerEpoch: number
  readonly isr: readonly number[]
}

export type ConfigEntityType = 'topics' | 'brokers' | 'users' | 'clients' | 'ips'

export interface ConfigDescription {
  /** From the outside in: `[['users', 'alice'], ['clients', 'c1']]`; the name `<default>` stands for all. */
  readonly entity: readonly (readonly [type: ConfigEntityType, name: string])[]
  readonly entries: Readonly<Record<string, string>>
}

export interface ReassignmentDescription {
  readonly topic: string
  readonly partition: number
  readonly replicas: readonly number[]
}

export interface ProducerIdBlock {
  readonly brokerId: number
  readonly start: bigint
  readonly end: bigint
}
