import type { ProduceOptions, TopicSpec } from './kafka-client.ts'
import type { LabNode } from './node.ts'
import type { KafkaRelease, ToolName } from './releases.ts'
import type { LabSecurity } from './security.ts'

export interface ClusterOptions {
  /** Brokers; each in a rack of its own. Default 3. */
  readonly nodes?: 1 | 3
  readonly security?: LabSecurity
  /** JMX exporter agents on the brokers. Default yes; they cost a second of start time each. */
  readonly exporters?: 'on' | 'off'
  /** Configuration of those agents, YAML. Default: no rules. */
  readonly exporterRules?: string
  /** Largest heap of a broker, in MB; 256 is enough for some hundred partitions. */
  readonly heapMb?: number
  /** More settings for every broker. */
  readonly brokerProperties?: Readonly<Record<string, string | number>>
}

export interface NodeControls {
  stop(id: number): Promise<void>
  kill(id: number): Promise<void>
  pause(id: number): Promise<void>
  resume(id: number): Promise<void>
  restart(id: number): Promise<void>
}

/** A running cluster. Nodes may be stopped, killed, paused; disposal ends all of them and removes their files. */
export interface LabCluster extends NodeControls, AsyncDisposable {
  readonly release: KafkaRelease
  readonly runs: 'jvm' | 'containers'
  /** Below it every file of the cluster. */
  readonly dir: string
  /** Plain listeners of all brokers, host:port[,host:port]. */
  readonly bootstrap: string
  /** SASL listeners; null without {@link ClusterOptions.security}. */
  readonly saslBootstrap: string | null
  readonly brokers: readonly LabNode[]
  /** KRaft controllers: the same nodes as the brokers when combined; none in ZooKeeper mode. */
  readonly controllers: readonly LabNode[]
  readonly zookeeper: readonly LabNode[]
  /** As brokers are told: host:port[,host:port]/chroot; null in KRaft mode. */
  readonly zookeeperConnect: string | null
  readonly zookeeperNode: NodeControls
  /** Broker or controller by id. */
  node(id: number): LabNode
  /** Resolves when every broker that runs lists exactly the brokers that run. */
  settled(timeoutMs?: number): Promise<void>
  /**
   * Output of one of Kafka's own command-line tools, asked over the plain listeners (of brokers that run).
   *
   * @throws ToolFailed when it ends with another code than 0.
   */
  tool(name: ToolName, args: readonly string[]): Promise<string>
  createTopic(spec: TopicSpec): Promise<void>
  createTopics(specs: readonly TopicSpec[]): Promise<void>
  produce(options: ProduceOptions): Promise<void>
}
