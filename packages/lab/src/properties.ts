/** Settings of a Kafka or ZooKeeper node by name. */
export type Properties = Readonly<Record<string, string | number>>

export function printProperties(properties: Properties): string {
  return `${Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`
}

/**
 * Settings that keep a broker small and quick to notice a loss. `nodes` bounds every replication factor.
 *
 * Session time-outs are seconds, not Kafka's tens: a test waits for them. Not shorter, or a busy machine would fence
 * brokers that are merely slow.
 */
export function smallBroker(nodes: number): Properties {
  return {
    'num.network.threads': 1,
    'num.io.threads': 2,
    'background.threads': 1,
    'num.recovery.threads.per.data.dir': 1,
    'num.replica.fetchers': 1,
    'log.cleaner.dedupe.buffer.size': 2_097_152,
    'log.cleaner.threads': 1,
    'offsets.topic.num.partitions': 3,
    'offsets.topic.replication.factor': nodes,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': nodes,
    'transaction.state.log.min.isr': 1,
    'min.insync.replicas': 1,
    'default.replication.factor': 1,
    'group.initial.rebalance.delay.ms': 0,
    'log.segment.bytes': 16_777_216,
    'log.index.size.max.bytes': 262_144,
    'auto.create.topics.enable': 'false',
    'replica.lag.time.max.ms': 10_000,
  }
}

export const SESSION_TIMEOUT_MS = 5000

/** What only KRaft nodes of 4.x know. */
export function kraftOnly(nodes: number): Properties {
  return {
    'metadata.log.segment.bytes': 16_777_216,
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': SESSION_TIMEOUT_MS,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': nodes,
    'share.coordinator.state.topic.min.isr': 1,
  }
}
