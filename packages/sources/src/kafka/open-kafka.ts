import type { ClusterConfig } from '@perigee/config'
import { readBrokerConfigs } from './collectors/broker-configs.ts'
import { readEndOffsets } from './collectors/end-offsets.ts'
import { readLogDirs } from './collectors/log-dirs.ts'
import { readQuorum } from './collectors/quorum.ts'
import { readRegistry } from './collectors/registry.ts'
import { readTopicConfigs } from './collectors/topic-configs.ts'
import { readTopology } from './collectors/topology.ts'
import { dialSettings } from './connection-settings.ts'
import { type Address, parseAddress } from './link/address.ts'
import { createBrokerPool } from './link/broker-pool.ts'
import type { KafkaSource } from './source.ts'

export interface KafkaOptions {
  readonly cluster: Pick<ClusterConfig, 'bootstrap' | 'tls' | 'sasl'>
  /** TCP and TLS, in ms. */
  readonly connectTimeoutMs: number
  /** One request, in ms. */
  readonly requestTimeoutMs: number
  /** As brokers see us in their metrics and quotas. Default `perigee`. */
  readonly clientId?: string
}

/**
 * Opens the source of one cluster. Connects when first asked, keeps connections between readings, throws for nothing
 * that a broker does. Bootstrap addresses that are no `host:port` are left out (the configuration check names them).
 */
export function openKafka(options: KafkaOptions): KafkaSource {
  const { connectTimeoutMs, requestTimeoutMs, clientId = 'perigee' } = options
  const bootstrap = options.cluster.bootstrap.map(parseAddress).filter((a): a is Address => a !== null)
  const pool = createBrokerPool(
    bootstrap,
    dialSettings(options.cluster, { connectTimeoutMs, requestTimeoutMs, clientId }),
  )
  let turn = 0
  let lastPartitions = 0
  return {
    readRegistry: (known, signal) => readRegistry(pool, known, signal),
    readQuorum: (registry, signal) => readQuorum(pool, registry, signal),
    async readTopology(registry, prefer, signal) {
      turn += 1
      const options = { prefer, turn, lastPartitions, requestTimeoutMs }
      const outcome = await readTopology(pool, { registry, options }, signal)
      if (outcome.ok) lastPartitions = outcome.value.topology.partitions.count
      return outcome
    },
    readLogDirs: (broker, signal) => readLogDirs(pool, broker, signal),
    readTopicConfigs: (registry, topics, previous, signal) =>
      readTopicConfigs(pool, { registry, topics, previous }, signal),
    readBrokerConfigs: (registry, signal) => readBrokerConfigs(pool, registry, signal),
    readEndOffsets: (registry, topology, previous, now, signal) =>
      readEndOffsets(pool, { registry, topology, previous, now }, signal),
    cost: () => pool.cost(),
    close: async () => pool.close(),
  }
}
