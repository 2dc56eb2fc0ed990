/** A Kafka release the lab can run, and where its parts come from. */
export interface KafkaRelease {
  readonly name: '3.9' | '4'
  readonly version: string
  /** Container images to try in this order: the official one, and the one built from docker/kafka.Dockerfile. */
  readonly images: readonly string[]
  /** Jars live in `<cache>/kafka-<version>/libs`. */
  readonly folder: string
}

export const KAFKA_3_9: KafkaRelease = {
  name: '3.9',
  version: '3.9.1',
  images: ['apache/kafka:3.9.1', 'perigee-kafka:3.9.1'],
  folder: 'kafka-3.9.1',
}
export const KAFKA_4: KafkaRelease = {
  name: '4',
  version: '4.3.1',
  images: ['apache/kafka:4.3.1', 'perigee-kafka:4.3.1'],
  folder: 'kafka-4.3.1',
}

/** Newest JMX exporter agent on Maven Central; later ones are published as files elsewhere only. */
export const JMX_AGENT_VERSION = '1.0.1'
export const JMX_AGENT_JAR = `jmx_prometheus_javaagent-${JMX_AGENT_VERSION}.jar`

const dependency = (group: string, artifact: string, version: string, excluded = '') =>
  `  <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${excluded}</dependency>`

// kafka-tools brings a reload4j binding; two bindings on one class path would leave the choice to chance.
const withoutReload4j =
  '<exclusions><exclusion><groupId>org.slf4j</groupId><artifactId>slf4j-reload4j</artifactId></exclusion></exclusions>'

/**
 * The POM whose runtime dependencies are everything a node needs: broker, controller, ZooKeeper (3.9), Kafka's own
 * command-line tools, the exporter agent, and a quiet logging binding.
 */
export function pomOf(release: KafkaRelease): string {
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    ' <modelVersion>4.0.0</modelVersion>',
    ` <groupId>perigee.lab</groupId><artifactId>${release.folder}</artifactId><version>1</version><packaging>pom</packaging>`,
    ' <dependencies>',
    dependency('org.apache.kafka', 'kafka_2.13', release.version),
    dependency('org.apache.kafka', 'kafka-tools', release.version, withoutReload4j),
    dependency('org.slf4j', 'slf4j-simple', '1.7.36'),
    dependency('io.prometheus.jmx', 'jmx_prometheus_javaagent', JMX_AGENT_VERSION),
    ' </dependencies>',
    '</project>',
    '',
  ].join('\n')
}

/** Kafka's command-line scripts and the class behind each, which is the same in both releases. */
export const TOOLS = {
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-log-dirs': 'org.apache.kafka.tools.LogDirsCommand',
  'kafka-metadata-quorum': 'org.apache.kafka.tools.MetadataQuorumCommand',
  'kafka-get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-producer-perf-test': 'org.apache.kafka.tools.ProducerPerformance',
  'kafka-delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-reassign-partitions': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'kafka-leader-election': 'org.apache.kafka.tools.LeaderElectionCommand',
  'kafka-acls': { '3.9': 'kafka.admin.AclCommand', '4': 'org.apache.kafka.tools.AclCommand' },
  'kafka-broker-api-versions': {
    '3.9': 'kafka.admin.BrokerApiVersionsCommand',
    '4': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  },
} as const
export type ToolName = keyof typeof TOOLS

export function toolClass(release: KafkaRelease, tool: ToolName): string {
  const found = TOOLS[tool]
  return typeof found === 'string' ? found : found[release.name]
}
