import type { Cluster } from '../cluster.ts'
import type { GroupSpec } from '../cluster-spec.ts'
import type { Group, Member, Progress } from '../group.ts'
import { partitionKeeping } from '../group-index.ts'
import { shareOut } from './rebalance.ts'

const OFFSETS = '__consumer_offsets'
const COMMIT_EVERY_MS = 5_000
const COORDINATOR_LOAD_MS = 400

/** A group of consumers that read these topics, members sharing partitions in turn. */
export function createGroup(cluster: Cluster, spec: GroupSpec): Group {
  const hasMembers = spec.members > 0
  const group: Group = {
    id: spec.id,
    type: spec.type,
    protocolType: hasMembers || spec.type === 'consumer' ? (spec.protocolType ?? 'consumer') : '',
    protocol: hasMembers ? (spec.protocol ?? (spec.type === 'consumer' ? 'uniform' : 'range')) : '',
    state: hasMembers ? 'Stable' : 'Empty',
    epoch: 1 + cluster.random.below(40),
    members: [],
    commits: new Map(),
    usualLagMs: spec.lagMs,
  }
  const following = followingAt(spec.lagMs)
  for (const topic of spec.topics) {
    const partitions = cluster.topics.get(topic)?.partitions ?? []
    group.commits.set(
      topic,
      partitions.map(() => following),
    )
  }
  for (let i = 0; i < spec.members; i += 1) {
    const clientId = `${spec.clientId ?? spec.id}-${i + 1}`
    group.members.push(newMember(cluster, { clientId, instanceId: spec.hasStaticMembers === true ? clientId : null }))
  }
  for (const [i, share] of shareOut(group).entries()) {
    const member = group.members[i]
    if (member !== undefined) member.assignment = share
  }
  cluster.groups.set(group.id, group)
  return group
}

export function followingAt(lagMs: number): Progress {
  return { kind: 'following', lagMs, everyMs: COMMIT_EVERY_MS }
}

export function newMember(
  { random }: Cluster,
  { clientId, instanceId }: { clientId: string; instanceId: string | null },
): Member {
  const tail = Array.from({ length: 4 }, () => random.below(65_536).toString(16).padStart(4, '0')).join('-')
  return {
    memberId: `${instanceId ?? clientId}-${tail}`,
    instanceId,
    clientId,
    host: `/10.0.${random.below(8)}.${10 + random.below(200)}`,
    rack: null,
    assignment: new Map(),
  }
}

/** How many partitions `__consumer_offsets` has. */
export function offsetsPartitions(cluster: Cluster): number {
  return cluster.topics.get(OFFSETS)?.partitions.length ?? 0
}

/** The partition of `__consumer_offsets` that keeps a group. */
export function offsetsPartitionOf(cluster: Cluster, groupId: string): number {
  return partitionKeeping(groupId, offsetsPartitions(cluster))
}

/** The broker that coordinates a group: the leader of its offsets partition; -1 while there is none. */
export function coordinatorOf(cluster: Cluster, groupId: string): number {
  return cluster.partition(OFFSETS, offsetsPartitionOf(cluster, groupId))?.leader ?? -1
}

/** Whether the coordinator of one offsets partition is new and still reads what the last one wrote. */
export function isLoading(cluster: Cluster, offsetsPartition: number): boolean {
  const since = cluster.offsetsLedSince.get(offsetsPartition)
  return since !== undefined && cluster.now - since < COORDINATOR_LOAD_MS
}

/** Groups that a broker coordinates, and whether it still reads some of them. */
export function coordinatedBy(cluster: Cluster, brokerId: number): { groups: Group[]; isLoading: boolean } {
  const partitions = cluster.topics.get(OFFSETS)?.partitions ?? []
  const groups: Group[] = []
  let loading = false
  for (const { index, leader } of partitions) {
    if (leader !== brokerId) continue
    if (isLoading(cluster, index)) loading = true
    else groups.push(...cluster.groups.keptBy(index, partitions.length))
  }
  return { groups, isLoading: loading }
}

/** What came of asking to delete a group. */
export type GroupDeletion = 'deleted' | 'not-found' | 'not-empty'

/** Deletes a group without members, its commits with it. */
export function deleteGroup(cluster: Cluster, groupId: string): GroupDeletion {
  const group = cluster.groups.get(groupId)
  if (group === undefined) return 'not-found'
  if (group.members.length > 0) return 'not-empty'
  group.state = 'Dead'
  cluster.groups.delete(groupId)
  cluster.tell('groups')
  return 'deleted'
}
