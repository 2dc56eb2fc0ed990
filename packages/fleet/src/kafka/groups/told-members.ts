import type { Cluster } from '../../world/cluster.ts'
import type { Group, Member } from '../../world/group.ts'
import { javaHash } from '../../world/random.ts'
import { type ConsumerProtocolVersion, writeAssignment, writeSubscription } from './consumer-protocol-writer.ts'
import { liveGroupsIfAny } from './live-groups.ts'

/** A member as DescribeGroups tells it. */
export interface ToldMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly memberMetadata: Buffer
  readonly memberAssignment: Buffer
}

const NOTHING = Buffer.alloc(0)

/**
 * Members of a classic group: those of real clients with the bytes that they sent. Before a group is Stable nobody's
 * protocol is told, as in `ClassicGroup.describeNoMetadata`.
 */
export function toldMembers(cluster: Cluster, group: Group): ToldMember[] {
  const live = liveGroupsIfAny(cluster)?.describe(group.id)
  const sent = new Map(live?.members.map((one) => [one.memberId, one]))
  const isStable = group.state === 'Stable'
  return group.members.map((member) => {
    const own = sent.get(member.memberId)
    const bytes = own === undefined ? madeUp(group, member) : { metadata: own.metadata, assignment: own.assignment }
    return {
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.host,
      memberMetadata: isStable ? bytes.metadata : NOTHING,
      memberAssignment: isStable ? bytes.assignment : NOTHING,
    }
  })
}

/** Clients of all ages are about: the group's name decides what its own speak. Other protocols than consumers' stay empty. */
function madeUp(group: Group, member: Member) {
  if (group.protocolType !== 'consumer') return { metadata: NOTHING, assignment: NOTHING }
  const version = ((javaHash(group.id) & 0x7fff_ffff) % 4) as ConsumerProtocolVersion
  const isCooperative = group.protocol.startsWith('cooperative')
  const said = {
    topics: [...group.commits.keys()],
    owned: isCooperative ? member.assignment : new Map<string, readonly number[]>(),
    generationId: isCooperative ? group.epoch - 1 : -1,
    rack: member.rack,
  }
  return {
    metadata: writeSubscription(version, said),
    assignment: writeAssignment(version, member.assignment),
  }
}
