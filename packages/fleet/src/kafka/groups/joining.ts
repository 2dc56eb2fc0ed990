// JoinGroup: who may come in, as whom, and whether the others have to move.
import type { ClassicGroup } from './classic-group.ts'
import { answerJoin, answerSync, type ClassicMember, newMember, wishesOf, wishesTheSame } from './classic-member.ts'
import { type JoinAnswer, type JoinRequest, joinRefused, syncRefused } from './group-messages.ts'
import { memberError } from './member-error.ts'
import type { Rebalance } from './rebalance.ts'

export interface Joining {
  readonly rebalance: Rebalance
  /** `group.max.size`. */
  readonly maxSize: number
  /** Makes ids unique; Kafka takes a UUID. */
  readonly newId: () => string
}

type Answer = (answer: JoinAnswer) => void

export interface AskedToJoin {
  readonly request: JoinRequest
  readonly joining: Joining
  /** Takes the answer that comes later. */
  readonly answer: Answer
}

const UNKNOWN_MEMBER_ID = 25
const INCONSISTENT_GROUP_PROTOCOL = 23
const MEMBER_ID_REQUIRED = 79
const FENCED_INSTANCE_ID = 82
const GROUP_MAX_SIZE_REACHED = 81
/** From here on a new member is told its id first (KIP-394). */
const KNOWN_MEMBER_ID_FROM = 4
/** From here on a returning static leader may be told not to assign (KIP-814). */
const SKIP_ASSIGNMENT_FROM = 9

/** The answer, or null when it comes by `asked.answer` as the join phase ends. Errors: 23, 25, 79, 81, 82. */
export function joinGroup(group: ClassicGroup, asked: AskedToJoin): JoinAnswer | null {
  const { request, joining, answer } = asked
  const { memberId, groupInstanceId } = request
  if (isFull(group, memberId, joining.maxSize)) return joinRefused(GROUP_MAX_SIZE_REACHED, '')
  if (!group.accepts(request.protocolType, request.protocols)) return joinRefused(INCONSISTENT_GROUP_PROTOCOL, memberId)
  if (memberId === '') return joinUnknown(group, asked)
  if (group.pending.has(memberId)) return admit(group, memberId, asked)
  const error = memberError(group, { memberId, groupInstanceId })
  const member = group.members.get(memberId)
  if (error !== 0 || member === undefined) return joinRefused(error || UNKNOWN_MEMBER_ID, memberId)
  if (isNothingNew(group, member, request)) return group.joinAnswer(memberId)
  Object.assign(member, wishesOf(request))
  park(group, member, answer)
  joining.rebalance.trigger(group)
  return null
}

function joinUnknown(group: ClassicGroup, asked: AskedToJoin): JoinAnswer | null {
  const { groupInstanceId, apiVersion, clientId, sessionTimeoutMs } = asked.request
  const memberId = `${groupInstanceId ?? clientId}-${asked.joining.newId()}`
  const before = groupInstanceId === null ? undefined : group.staticMember(groupInstanceId)
  if (before !== undefined) return replace(group, before, { ...asked, memberId })
  if (groupInstanceId !== null || apiVersion < KNOWN_MEMBER_ID_FROM) return admit(group, memberId, asked)
  asked.joining.rebalance.expectBack(group, memberId, sessionTimeoutMs)
  return joinRefused(MEMBER_ID_REQUIRED, memberId)
}

function admit(group: ClassicGroup, memberId: string, { request, joining, answer }: AskedToJoin): null {
  if (group.members.size === 0) group.protocolType = request.protocolType
  if (group.isInitial) group.newcomer = true
  const member = newMember(memberId, request)
  park(group, member, answer)
  joining.rebalance.keepAlive(group, member)
  joining.rebalance.trigger(group)
  return null
}

/** A static member is back under a new id (KIP-345): it takes its place, and nobody else moves if nothing changes for them. */
function replace(
  group: ClassicGroup,
  before: ClassicMember,
  { memberId, request, joining, answer }: AskedToJoin & { readonly memberId: string },
): JoinAnswer | null {
  const { rebalance } = joining
  const wasLeader = group.leader === before.memberId
  rebalance.stopSession(group, before.memberId)
  answerJoin(before, joinRefused(FENCED_INSTANCE_ID, before.memberId))
  answerSync(before, syncRefused(FENCED_INSTANCE_ID))
  group.remove(before.memberId)
  const member = { ...newMember(memberId, request), assignment: before.assignment, isNew: false }
  park(group, member, answer)
  if (wasLeader) group.leader = memberId
  rebalance.keepAlive(group, member)
  if (group.state === 'Stable' && group.selectProtocol() === group.protocol) {
    member.awaitingJoin = null
    return returning(group, { memberId, oldId: before.memberId, apiVersion: request.apiVersion })
  }
  // Its old id may have gone to the leader already, whose assignment would miss the new one.
  rebalance.trigger(group)
  return null
}

/** Before version 9 a returning leader is told its old id as the leader's, so that it does not assign anew. */
function returning(
  group: ClassicGroup,
  { memberId, oldId, apiVersion }: { memberId: string; oldId: string; apiVersion: number },
): JoinAnswer {
  const present = group.joinAnswer(memberId)
  if (group.leader !== memberId) return present
  if (apiVersion >= SKIP_ASSIGNMENT_FROM) return { ...present, skipAssignment: true }
  return { ...present, leader: oldId, members: [] }
}

/** Keeps the request until the phase is over; a repeat of it takes the earlier one's place. */
function park(group: ClassicGroup, member: ClassicMember, answer: Answer): void {
  member.awaitingJoin = answer
  group.add(member)
}

function isNothingNew(group: ClassicGroup, member: ClassicMember, { protocols }: JoinRequest): boolean {
  if (group.state === 'CompletingRebalance') return wishesTheSame(member, protocols)
  return group.state === 'Stable' && group.leader !== member.memberId && wishesTheSame(member, protocols)
}

function isFull(group: ClassicGroup, memberId: string, maxSize: number): boolean {
  const members = [...group.members.values()]
  if (group.state === 'PreparingRebalance') {
    const awaiting = members.filter((member) => member.awaitingJoin !== null)
    return !awaiting.some((member) => member.memberId === memberId) && awaiting.length >= maxSize
  }
  return group.state !== 'Empty' && !group.members.has(memberId) && members.length >= maxSize
}
