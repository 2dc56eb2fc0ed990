import type { LabCluster } from './cluster.ts'
import type { TopicSpec } from './kafka-client.ts'

const DOMAINS = ['orders', 'payments', 'inventory', 'shipping', 'customers', 'pricing', 'search', 'telemetry'] as const
const EVENTS = ['created', 'changed', 'cancelled', 'settled', 'snapshot', 'audit'] as const

/**
 * `count` topics worth looking at, the same every time: mostly three copies of which two must be in sync, some that
 * cannot lose a broker, one in eight with a single copy, some compacted, some with retention by size.
 */
export function sampleTopics(count: number, brokers: number): TopicSpec[] {
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / (DOMAINS.length * EVENTS.length))
    const name = `${DOMAINS[i % DOMAINS.length]}.${EVENTS[Math.floor(i / DOMAINS.length) % EVENTS.length]}`
    const replicationFactor = i % 8 === 7 ? 1 : brokers
    const minIsr = replicationFactor === 1 ? 1 : i % 11 === 5 ? replicationFactor : replicationFactor - 1
    return {
      name: round === 0 ? name : `${name}.v${round + 1}`,
      partitions: [6, 3, 12, 1][i % 4] ?? 1,
      replicationFactor,
      configs: {
        'min.insync.replicas': String(Math.max(1, minIsr)),
        ...(i % 5 === 4 ? { 'cleanup.policy': 'compact' } : {}),
        ...(i % 6 === 1 ? { 'retention.bytes': '104857600' } : {}),
        ...(i % 6 === 3 ? { 'retention.ms': '3600000' } : {}),
      },
    }
  })
}

const WITH_MESSAGES = 8

/** Creates the sample topics and writes some messages to the first few. */
export async function fillWithSamples(cluster: LabCluster, count: number): Promise<void> {
  const topics = sampleTopics(count, cluster.brokers.length)
  await cluster.createTopics(topics)
  for (const [i, topic] of topics.slice(0, WITH_MESSAGES).entries()) {
    await cluster.produce({ topic: topic.name, messages: 400 * (i + 1), sizeBytes: 300 })
  }
}
