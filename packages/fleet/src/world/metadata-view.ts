// The cluster as one node's metadata cache has it: as it is, or as it was when the cache stopped following.
import type { Broker, Controller } from './broker.ts'
import type { Cluster } from './cluster.ts'
import { dirOfPartition } from './log-dir.ts'
import type { Partition } from './partition.ts'
import type { Topic } from './topic.ts'

export interface MetadataView {
  readonly brokers: readonly Pick<Broker, 'id' | 'host' | 'port' | 'rack' | 'isRegistered'>[]
  readonly controllerId: number
  readonly topics: ReadonlyMap<string, Topic>
  readonly topicsById: ReadonlyMap<string, Topic>
  /** Brokers that are not registered: with a topic's epoch it tells whether what was encoded of it still holds. */
  readonly offline: string
  isOnline(partition: Partition, brokerId: number): boolean
}

/** What a node knows of its cluster. */
export function metadataSeenBy(cluster: Cluster, node: Broker | Controller): MetadataView {
  return cluster.frozenMetadata.get(node.id) ?? liveView(cluster)
}

function liveView(cluster: Cluster): MetadataView {
  return {
    brokers: [...cluster.brokers.values()],
    controllerId: cluster.controllerId,
    topics: cluster.topics,
    topicsById: cluster.topicsById,
    offline: unregistered(cluster),
    isOnline(partition, brokerId) {
      const broker = cluster.brokers.get(brokerId)
      return broker?.isRegistered === true && dirOfPartition(broker, partition)?.isOffline === false
    },
  }
}

function unregistered(cluster: Cluster): string {
  return [...cluster.brokers.values()]
    .filter((one) => !one.isRegistered)
    .map((one) => one.id)
    .join()
}

/** A broker's metadata stays as it is now: it answers as if nothing happened any more. */
export function freezeMetadata(cluster: Cluster, brokerId: number): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined || broker.metadataFrozenAt !== null) return
  broker.metadataFrozenAt = cluster.now
  cluster.frozenMetadata.set(brokerId, copyOf(cluster))
}

/** It follows again, and knows at once what it missed. */
export function thawMetadata(cluster: Cluster, brokerId: number): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined) return
  broker.metadataFrozenAt = null
  cluster.frozenMetadata.delete(brokerId)
}

function copyOf(cluster: Cluster): MetadataView {
  const live = liveView(cluster)
  const topics = [...cluster.topics.values()].map(copyOfTopic)
  const offline = new Map<string, ReadonlySet<number>>()
  for (const partition of topics.flatMap((one) => one.partitions)) {
    const ids = partition.replicas.filter((id) => !live.isOnline(partition, id))
    if (ids.length > 0) offline.set(`${partition.topic}/${partition.index}`, new Set(ids))
  }
  return {
    brokers: live.brokers.map(({ id, host, port, rack, isRegistered }) => ({ id, host, port, rack, isRegistered })),
    controllerId: live.controllerId,
    topics: new Map(topics.map((one) => [one.name, one])),
    topicsById: new Map(topics.map((one) => [one.id, one])),
    offline: live.offline,
    isOnline: ({ topic, index }, brokerId) => offline.get(`${topic}/${index}`)?.has(brokerId) !== true,
  }
}

function copyOfTopic(topic: Topic): Topic {
  return { ...topic, partitions: topic.partitions.map((one) => ({ ...one })) }
}
