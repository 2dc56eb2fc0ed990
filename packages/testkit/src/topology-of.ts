import { buildTopology, type PartitionInput, type Topology } from '@perigee/domain'

/** One partition. By default all replicas are in sync and the first in-sync one leads. */
export interface PartitionSpec {
  readonly replicas: readonly number[]
  readonly isr?: readonly number[]
  readonly leader?: number
  readonly offline?: readonly number[]
  readonly error?: number
}

/** A topic: its partitions by id, or how many on which brokers (spread as Kafka does: partition p starts at broker p). */
export interface TopicSpec {
  readonly partitions: readonly PartitionSpec[] | number
  readonly replicationFactor?: number
  readonly internal?: boolean
  readonly error?: number
  /** Settings of the topic, besides min.insync.replicas of the cluster. */
  readonly configs?: Readonly<Record<string, string>>
}

export interface TopologySpec {
  readonly brokers: readonly number[]
  readonly topics: Readonly<Record<string, TopicSpec>>
  /** Default: the first broker. */
  readonly fromBroker?: number
  /** Brokers that are gone: out of every ISR, offline where they hold replicas, and leaders move to the next in sync. */
  readonly down?: readonly number[]
}

/** A valid topology, the same for the same spec. */
export function topologyOf(spec: TopologySpec): Topology {
  const down = new Set(spec.down ?? [])
  const topics = Object.entries(spec.topics).map(([name, topic]) => ({
    name,
    id: `id-${name}`,
    internal: topic.internal ?? name.startsWith('__'),
    error: topic.error ?? 0,
    partitions: partitionsOf(topic, spec.brokers).map((partition, id) => inputOf(partition, id, down)),
  }))
  return buildTopology(spec.fromBroker ?? spec.brokers[0] ?? 1, topics)
}

function partitionsOf(topic: TopicSpec, brokers: readonly number[]): readonly PartitionSpec[] {
  if (typeof topic.partitions !== 'number') return topic.partitions
  const copies = Math.min(topic.replicationFactor ?? 3, brokers.length)
  return Array.from({ length: topic.partitions }, (_, partition) => ({
    replicas: Array.from({ length: copies }, (_, copy) => brokers[(partition + copy) % brokers.length] as number),
  }))
}

function inputOf(spec: PartitionSpec, id: number, down: ReadonlySet<number>): PartitionInput {
  const isr = (spec.isr ?? spec.replicas).filter((broker) => !down.has(broker))
  const told = spec.leader ?? isr[0] ?? -1
  const leader = down.has(told) ? (isr[0] ?? -1) : told
  const offline = [...new Set([...(spec.offline ?? []), ...spec.replicas.filter((broker) => down.has(broker))])]
  return {
    id,
    error: spec.error ?? (leader < 0 ? 5 : 0),
    leader,
    leaderEpoch: 1,
    replicas: spec.replicas,
    isr,
    offline,
  }
}
