/** Where a setting is set, in words; Kafka's own name of the source beside it. */
const ORIGINS: Readonly<Record<string, readonly [words: string, kafka: string]>> = {
  topic: ['this topic', 'DYNAMIC_TOPIC_CONFIG'],
  'broker-dynamic': ['this broker, at run time', 'DYNAMIC_BROKER_CONFIG'],
  'broker-default-dynamic': ['all brokers, at run time', 'DYNAMIC_DEFAULT_BROKER_CONFIG'],
  'broker-static': ['server.properties', 'STATIC_BROKER_CONFIG'],
  default: ['Kafka’s default', 'DEFAULT_CONFIG'],
  'broker-logger': ['logger', 'DYNAMIC_BROKER_LOGGER_CONFIG'],
  'client-metrics': ['client metrics', 'DYNAMIC_CLIENT_METRICS_CONFIG'],
  group: ['this group', 'DYNAMIC_GROUP_CONFIG'],
}

export function originWords(source: string): string {
  return ORIGINS[source]?.[0] ?? 'unknown'
}

/** As `kafka-configs.sh` and KIP-226 name it. */
export function kafkaOrigin(source: string): string | undefined {
  return ORIGINS[source]?.[1]
}

const DEFAULT_SOURCE = 'default'

export function isDefault(source: string): boolean {
  return source === DEFAULT_SOURCE
}
