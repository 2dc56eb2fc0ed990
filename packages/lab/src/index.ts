// Real Kafka and ZooKeeper on demand, for tests and for trying out. Nothing but tests and the lab command imports this.

export { libsOf } from './cache.ts'
export type { ClusterOptions, LabCluster, NodeControls } from './cluster.ts'
export { EXAMPLE_RULES, NO_RULES } from './exporter-rules.ts'
export { requireJava } from './java-home.ts'
export type { ProduceOptions, TopicSpec } from './kafka-client.ts'
export { type KRaftOptions, startKRaftCluster } from './kraft-cluster.ts'
export type { LabNode, NodeState } from './node.ts'
export {
  type LabPrometheus,
  type PrometheusSpec,
  prometheusVersion,
  type ScrapeJob,
  startPrometheus,
} from './prometheus.ts'
export { KAFKA_3_9, KAFKA_4, type KafkaRelease, type ToolName } from './releases.ts'
export type { LabSecurity } from './security.ts'
export { kafkaTool } from './tools.ts'
export { LabUnavailable, NodeFailed, ToolFailed } from './unavailable.ts'
export { type WaitOptions, waitFor } from './wait-for.ts'
export { startZooKeeperCluster } from './zookeeper-cluster.ts'
