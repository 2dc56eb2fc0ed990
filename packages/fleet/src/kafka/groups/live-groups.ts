// The groups that real clients form on a simulated cluster, shown in its world beside those the world made up.
import { randomUUID } from 'node:crypto'
import type { Cluster } from '../../world/cluster.ts'
import type { Member } from '../../world/group.ts'
import { coordinatorOf, isLoading, offsetsPartitionOf } from '../../world/operations/groups.ts'
import { ErrorCode } from '../error-code.ts'
import type { RequestContext } from '../handler.ts'
import { assignedPartitions } from './consumer-protocol.ts'
import { GroupCoordinator, type LiveGroup } from './group-coordinator.ts'

/** As the configuration that comes with Kafka sets it for brokers to try out. */
const INITIAL_DELAY_MS = 0

const byCluster = new WeakMap<Cluster, GroupCoordinator>()

/** Made on first use; goes with its cluster. */
export function liveGroupsOf({ cluster, after }: Pick<RequestContext, 'cluster' | 'after'>): GroupCoordinator {
  const known = byCluster.get(cluster)
  if (known !== undefined) return known
  const fresh = new GroupCoordinator({
    schedule: (run, delayMs) => after(delayMs, run),
    newId: randomUUID,
    initialDelayMs: INITIAL_DELAY_MS,
    onChange: (group) => show(cluster, group),
  })
  byCluster.set(cluster, fresh)
  return fresh
}

/** Null where no client ever formed a group. */
export function liveGroupsIfAny(cluster: Cluster): GroupCoordinator | null {
  return byCluster.get(cluster) ?? null
}

/** 0 when this node coordinates the group, else 14, 15 or 16; or what the node was told to answer. */
export function coordinatorError(apiKey: number, groupId: string, context: RequestContext): number {
  const told = context.errors.codeFor(apiKey, null, null)
  if (told !== 0) return told
  const coordinator = coordinatorOf(context.cluster, groupId)
  if (coordinator === context.node.id) {
    const isNew = isLoading(context.cluster, offsetsPartitionOf(context.cluster, groupId))
    return isNew ? ErrorCode.COORDINATOR_LOAD_IN_PROGRESS : ErrorCode.NONE
  }
  return coordinator < 0 ? ErrorCode.COORDINATOR_NOT_AVAILABLE : ErrorCode.NOT_COORDINATOR
}

/** The world's picture of the group; what was committed stays. */
function show(cluster: Cluster, live: LiveGroup): void {
  const { groupId: id, state, generation: epoch, protocolType, protocol } = live
  const members = live.members.map(memberOf)
  const commits = cluster.groups.get(id)?.commits ?? new Map()
  cluster.groups.set(id, { id, type: 'classic', protocolType, protocol, state, epoch, members, commits })
  cluster.tell('groups')
}

function memberOf({
  memberId,
  groupInstanceId,
  clientId,
  clientHost,
  assignment,
}: LiveGroup['members'][number]): Member {
  const host = clientHost
  return {
    memberId,
    instanceId: groupInstanceId,
    clientId,
    host,
    rack: null,
    assignment: assignedPartitions(assignment),
  }
}
