import type { Broker } from '../broker.ts'
import type { Cluster } from '../cluster.ts'
import type { Topic } from '../topic.ts'
import { touchPartition } from './leadership.ts'

const WEEK_MS = 604_800_000

/** Replaces a topic's own settings; retention and the minimum of the ISR hold from now on. */
export function setTopicConfigs(cluster: Cluster, topic: Topic, configs: ReadonlyMap<string, string>): void {
  topic.configs.clear()
  for (const [name, value] of configs) topic.configs.set(name, value)
  for (const partition of topic.partitions) {
    partition.log.retentionMs = Number(configs.get('retention.ms') ?? WEEK_MS)
    partition.log.retentionBytes = Number(configs.get('retention.bytes') ?? -1)
    touchPartition(cluster, partition)
  }
  cluster.tell('configs')
}

/** Replaces the dynamic settings of a broker, or with null those of all brokers. */
export function setBrokerConfigs(cluster: Cluster, broker: Broker | null, configs: ReadonlyMap<string, string>): void {
  const held = broker === null ? cluster.brokerDefaults : broker.configs
  held.clear()
  for (const [name, value] of configs) held.set(name, value)
  cluster.tell('configs')
}
