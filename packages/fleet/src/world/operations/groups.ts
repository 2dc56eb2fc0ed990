import type { Cluster } from '../cluster.ts'
import type { GroupSpec } from '../cluster-spec.ts'
import type { Group, Member, Progress } from '../group.ts'
import { javaHash } from '../random.ts'

const OFFSETS = '__consumer_offsets'
const COMMIT_EVERY_MS = 5_000

/** A group of consumers that read these topics, members sharing partitions in turn. */
export function createGroup(cluster: Cluster, spec: GroupSpec): Group {
  const members = Array.from({ length: spec.members }, (_, i) => newMember(cluster, spec, i))
  const group: Group = {
    id: spec.id,
    type: spec.type,
    protocolType: spec.members > 0 || spec.type === 'consumer' ? 'consumer' : '',
    protocol: spec.members === 0 ? '' : spec.type === 'consumer' ? 'uniform' : 'range',
    state: spec.members > 0 ? 'Stable' : 'Empty',
    epoch: 1 + cluster.random.below(40),
    members,
    commits: new Map(),
  }
  for (const topic of spec.topics) subscribe(cluster, group, { topic, lagMs: spec.lagMs })
  cluster.groups.set(group.id, group)
  return group
}

function subscribe(cluster: Cluster, group: Group, { topic, lagMs }: { topic: string; lagMs: number }): void {
  const partitions = cluster.topics.get(topic)?.partitions ?? []
  const following: Progress = { kind: 'following', lagMs, everyMs: COMMIT_EVERY_MS }
  group.commits.set(
    topic,
    partitions.map(() => following),
  )
  if (group.members.length === 0) return
  const shares = group.members.map(() => [] as number[])
  for (const partition of partitions) shares[partition.index % shares.length]?.push(partition.index)
  for (const [i, member] of group.members.entries()) {
    member.assignment = new Map([...member.assignment, [topic, shares[i] ?? []]])
  }
}

function newMember(cluster: Cluster, spec: GroupSpec, index: number): Member {
  const clientId = `${spec.clientId ?? spec.id}-${index + 1}`
  const tail = Array.from({ length: 4 }, () => cluster.random.below(65_536).toString(16).padStart(4, '0')).join('-')
  return {
    memberId: `${clientId}-${tail}`,
    instanceId: null,
    clientId,
    host: `/10.0.${cluster.random.below(8)}.${10 + cluster.random.below(200)}`,
    rack: null,
    assignment: new Map(),
  }
}

/** The partition of `__consumer_offsets` that keeps a group (`GroupMetadataManager.partitionFor`). */
export function offsetsPartitionOf(cluster: Cluster, groupId: string): number {
  const partitions = cluster.topics.get(OFFSETS)?.partitions.length ?? 1
  return (javaHash(groupId) & 0x7fff_ffff) % partitions
}

/** The broker that coordinates a group: the leader of its offsets partition; -1 while there is none. */
export function coordinatorOf(cluster: Cluster, groupId: string): number {
  return cluster.partition(OFFSETS, offsetsPartitionOf(cluster, groupId))?.leader ?? -1
}
