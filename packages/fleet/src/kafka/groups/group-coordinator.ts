import { ClassicGroup, type ClassicState } from './classic-group.ts'
import { metadataFor } from './classic-member.ts'
import type {
  JoinAnswer,
  JoinRequest,
  LeaveAnswer,
  LeaveRequest,
  MemberRequest,
  SyncAnswer,
  SyncRequest,
} from './group-messages.ts'
import { joinRefused, syncRefused } from './group-messages.ts'
import { type Joining, joinGroup } from './joining.ts'
import { memberError } from './member-error.ts'
import { assignmentOf, Rebalance } from './rebalance.ts'
import { type Schedule, Timers } from './timers.ts'

export interface CoordinatorOptions {
  readonly schedule: Schedule
  /** Makes member ids unique; a UUID in Kafka. */
  readonly newId: () => string
  /** Told whenever a group's members, state or assignments changed. */
  readonly onChange?: (group: LiveGroup) => void
  /** `group.initial.rebalance.delay.ms`. Default 3 s, as Kafka's. */
  readonly initialDelayMs?: number
  /** `group.max.size`. */
  readonly maxSize?: number
  /** `group.min.session.timeout.ms` and `group.max.session.timeout.ms`. */
  readonly sessionTimeoutMs?: { readonly min: number; readonly max: number }
}

export interface LiveMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  /** What it said in JoinGroup for the chosen protocol; empty while none is chosen. */
  readonly metadata: Buffer
  readonly assignment: Buffer
}

/** A group as DescribeGroups and ListGroups tell it. */
export interface LiveGroup {
  readonly groupId: string
  readonly state: ClassicState
  readonly generation: number
  readonly protocolType: string
  readonly protocol: string
  readonly members: readonly LiveMember[]
}

const ILLEGAL_GENERATION = 22
const INCONSISTENT_GROUP_PROTOCOL = 23
const INVALID_GROUP_ID = 24
const UNKNOWN_MEMBER_ID = 25
const INVALID_SESSION_TIMEOUT = 26
const REBALANCE_IN_PROGRESS = 27
const NON_EMPTY_GROUP = 68
const GROUP_ID_NOT_FOUND = 69
const NEW_MEMBER_TIMEOUT_MS = 300_000

/** The groups that real clients form by the classic protocol (JoinGroup to LeaveGroup). No sockets, no clock of its own. */
export class GroupCoordinator {
  readonly #groups = new Map<string, ClassicGroup>()
  readonly #timers: Timers
  readonly #rebalance: Rebalance
  readonly #joining: Joining
  readonly #session: { readonly min: number; readonly max: number }

  constructor(options: CoordinatorOptions) {
    const { schedule, onChange, initialDelayMs = 3_000, maxSize = 2_147_483_647 } = options
    this.#session = options.sessionTimeoutMs ?? { min: 6_000, max: 1_800_000 }
    this.#timers = new Timers(schedule)
    this.#rebalance = new Rebalance(this.#timers, {
      initialDelayMs,
      newMemberTimeoutMs: NEW_MEMBER_TIMEOUT_MS,
      changed: (group) => onChange?.(snapshot(group)),
      abandoned: (group) => this.#groups.delete(group.id),
    })
    this.#joining = { rebalance: this.#rebalance, maxSize, newId: options.newId }
  }

  /** JoinGroup: answers when the join phase ends. Errors: 23, 24, 25, 26, 79, 81, 82. */
  join(request: JoinRequest): Promise<JoinAnswer> {
    return new Promise((answer) => {
      const now = this.#join(request, answer)
      if (now !== null) answer(now)
    })
  }

  /** SyncGroup: answers when the leader has assigned. Errors: 22, 23, 24, 25, 27, 82. */
  sync(request: SyncRequest): Promise<SyncAnswer> {
    return new Promise((answer) => {
      const now = this.#sync(request, answer)
      if (now !== null) answer(now)
    })
  }

  /** Heartbeat: 0, or 22, 24, 25, 27, 82. */
  heartbeat(request: MemberRequest): number {
    const { group, errorCode } = this.#find(request)
    const member = group?.members.get(request.memberId)
    if (errorCode !== 0 || group === null || member === undefined) return errorCode
    this.#rebalance.keepAlive(group, member)
    return group.state === 'PreparingRebalance' ? REBALANCE_IN_PROGRESS : 0
  }

  /** LeaveGroup: by member id, or by instance id alone (an administrator's removal). Errors per member: 25, 82. */
  leave({ groupId, members }: LeaveRequest): LeaveAnswer {
    if (groupId === '') return { errorCode: INVALID_GROUP_ID, members: [] }
    const group = this.#groups.get(groupId)
    const answers = members.map((one) => ({
      ...one,
      errorCode: group === undefined ? UNKNOWN_MEMBER_ID : this.#leave(group, one),
    }))
    if (group !== undefined && answers.some(({ errorCode }) => errorCode === 0)) this.#rebalance.afterRemoval(group)
    return { errorCode: 0, members: answers }
  }

  /**
   * Whether OffsetCommit may store for this member: 0, or 22, 25, 27, 82. A generation below zero is a commit from
   * outside, which only an empty or unknown group takes.
   */
  commitError(request: MemberRequest): number {
    const group = this.#groups.get(request.groupId)
    const isOutside = request.generationId < 0
    if (group === undefined) return isOutside ? 0 : ILLEGAL_GENERATION
    if (isOutside && group.state === 'Empty') return 0
    const { errorCode } = this.#find(request)
    if (errorCode !== 0) return errorCode
    const member = group.members.get(request.memberId)
    // A commit is a sign of life, also while the others are still coming.
    if (member !== undefined) this.#rebalance.keepAlive(group, member)
    return group.state === 'CompletingRebalance' ? REBALANCE_IN_PROGRESS : 0
  }

  /** DeleteGroups: 0, 68 while it has members, 69 when there is none. */
  delete(groupId: string): number {
    const group = this.#groups.get(groupId)
    if (group === undefined) return GROUP_ID_NOT_FOUND
    if (group.state !== 'Empty') return NON_EMPTY_GROUP
    this.#groups.delete(groupId)
    return 0
  }

  describe(groupId: string): LiveGroup | null {
    const group = this.#groups.get(groupId)
    return group === undefined ? null : snapshot(group)
  }

  list(): LiveGroup[] {
    return [...this.#groups.values()].map(snapshot)
  }

  /** Forgets all timers; parked requests are left to their connections. */
  close(): void {
    this.#timers.cancelAll()
    this.#groups.clear()
  }

  #join(request: JoinRequest, answer: (later: JoinAnswer) => void): JoinAnswer | null {
    const { groupId, memberId, sessionTimeoutMs } = request
    if (groupId === '') return joinRefused(INVALID_GROUP_ID, memberId)
    const isInBounds = sessionTimeoutMs >= this.#session.min && sessionTimeoutMs <= this.#session.max
    if (!isInBounds) return joinRefused(INVALID_SESSION_TIMEOUT, memberId)
    const group = this.#groups.get(groupId) ?? this.#open(groupId, memberId)
    if (group === null) return joinRefused(UNKNOWN_MEMBER_ID, memberId)
    return joinGroup(group, { request, joining: this.#joining, answer })
  }

  #sync(request: SyncRequest, answer: (later: SyncAnswer) => void): SyncAnswer | null {
    const { group, errorCode } = this.#find(request)
    const member = group?.members.get(request.memberId)
    if (errorCode !== 0 || group === null || member === undefined) return syncRefused(errorCode)
    if (otherProtocol(group, request)) return syncRefused(INCONSISTENT_GROUP_PROTOCOL)
    if (group.state === 'PreparingRebalance') return syncRefused(REBALANCE_IN_PROGRESS)
    group.pendingSync.delete(member.memberId)
    if (group.state === 'Stable') return assignmentOf(group, member)
    member.awaitingSync = answer
    if (group.leader !== member.memberId) return null
    const assignments = request.assignments.map((one) => [one.memberId, one.assignment] as const)
    this.#rebalance.assign(group, new Map(assignments))
    return null
  }

  /** Null: somebody claims to be a member of a group that is not there. */
  #open(groupId: string, memberId: string): ClassicGroup | null {
    if (memberId !== '') return null
    const group = new ClassicGroup(groupId)
    this.#groups.set(groupId, group)
    return group
  }

  #find({ groupId, memberId, groupInstanceId, generationId }: MemberRequest) {
    const group = this.#groups.get(groupId) ?? null
    if (groupId === '') return { group, errorCode: INVALID_GROUP_ID }
    if (group === null) return { group, errorCode: UNKNOWN_MEMBER_ID }
    const unknown = memberError(group, { memberId, groupInstanceId })
    if (unknown !== 0) return { group, errorCode: unknown }
    return { group, errorCode: generationId === group.generation ? 0 : ILLEGAL_GENERATION }
  }

  #leave(group: ClassicGroup, one: { memberId: string; groupInstanceId: string | null }): number {
    const byInstance = one.memberId === '' && one.groupInstanceId !== null
    const memberId = byInstance ? group.staticMember(one.groupInstanceId ?? '')?.memberId : one.memberId
    if (memberId === undefined) return UNKNOWN_MEMBER_ID
    const errorCode = group.pending.has(memberId) ? 0 : memberError(group, { ...one, memberId })
    if (errorCode === 0) this.#rebalance.remove(group, memberId)
    return errorCode
  }
}

function otherProtocol(group: ClassicGroup, { protocolType, protocolName }: SyncRequest): boolean {
  const isOtherType = typeof protocolType === 'string' && protocolType !== group.protocolType
  return isOtherType || (typeof protocolName === 'string' && group.protocol !== null && protocolName !== group.protocol)
}

function snapshot(group: ClassicGroup): LiveGroup {
  const members = [...group.members.values()].map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    metadata: metadataFor(member, group.protocol),
    assignment: member.assignment,
  }))
  const { id: groupId, state, generation } = group
  return { groupId, state, generation, protocolType: group.protocolType ?? '', protocol: group.protocol ?? '', members }
}
