// Groups of KIP-848 that real clients form on a simulated cluster, shown in its world.
import { randomUUID } from 'node:crypto'
import type { Cluster } from '../../world/cluster.ts'
import type { Member } from '../../world/group.ts'
import type { RequestContext } from '../handler.ts'
import { ConsumerCoordinator } from './consumer-coordinator.ts'
import type { ConsumerGroup, ConsumerMember, PartitionKey } from './consumer-group.ts'

const byCluster = new WeakMap<Cluster, ConsumerCoordinator>()

/** Made on first use; goes with its cluster. */
export function liveConsumerGroupsOf({
  cluster,
  after,
}: Pick<RequestContext, 'cluster' | 'after'>): ConsumerCoordinator {
  const known = byCluster.get(cluster)
  if (known !== undefined) return known
  const fresh = new ConsumerCoordinator({
    schedule: (run, delayMs) => after(delayMs, run),
    newId: randomUUID,
    partitionsOf: (name) => keysOf(cluster, name),
    onChange: (group) => show(cluster, group),
  })
  byCluster.set(cluster, fresh)
  return fresh
}

/** Null where no client ever formed such a group. */
export function liveConsumerGroupsIfAny(cluster: Cluster): ConsumerCoordinator | null {
  return byCluster.get(cluster) ?? null
}

function keysOf(cluster: Cluster, topicName: string): PartitionKey[] {
  const topic = cluster.topics.get(topicName)
  return topic === undefined ? [] : topic.partitions.map(({ index }) => `${topic.id}:${index}`)
}

/** Partition indices by topic id. */
export function partitionsById(keys: Iterable<PartitionKey>): Map<string, number[]> {
  const byId = new Map<string, number[]>()
  for (const key of keys) {
    const [topicId = '', index = ''] = key.split(':')
    byId.set(topicId, [...(byId.get(topicId) ?? []), Number(index)])
  }
  return byId
}

/** The world's picture of the group; what was committed stays. */
function show(cluster: Cluster, group: ConsumerGroup): void {
  const { id, epoch, state } = group
  const members = [...group.members.values()].map((member) => memberOf(cluster, member))
  const commits = cluster.groups.get(id)?.commits ?? new Map()
  const protocol = { protocolType: 'consumer', protocol: 'uniform' }
  cluster.groups.set(id, { id, type: 'consumer', ...protocol, state, epoch, assignmentEpoch: epoch, members, commits })
  cluster.tell('groups')
}

function memberOf(cluster: Cluster, { rackId, clientHost, assigned, target, ...member }: ConsumerMember): Member {
  const { memberId, instanceId, clientId, epoch } = member
  const parts = { assignment: byName(cluster, assigned), target: byName(cluster, target) }
  return { memberId, instanceId, clientId, host: clientHost, rack: rackId, epoch, ...parts }
}

function byName(cluster: Cluster, keys: Iterable<PartitionKey>): Map<string, number[]> {
  const named = new Map<string, number[]>()
  for (const [topicId, indices] of partitionsById(keys)) {
    const topic = cluster.topicsById.get(topicId)
    if (topic !== undefined) named.set(topic.name, indices)
  }
  return named
}
