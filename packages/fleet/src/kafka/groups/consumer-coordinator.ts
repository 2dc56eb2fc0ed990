import { ConsumerGroup, type ConsumerMember, type PartitionKey, type PartitionsOf } from './consumer-group.ts'
import { type Schedule, Timers } from './timers.ts'

/** ConsumerGroupHeartbeat as Kafka names its fields; partitions as keys. */
export interface ConsumerHeartbeat {
  readonly groupId: string
  readonly memberId: string
  /** 0 joins, -1 leaves, -2 leaves for a while (taken as leaving here). */
  readonly memberEpoch: number
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly rebalanceTimeoutMs: number
  /** Null: as before. */
  readonly subscribedTopicNames: readonly string[] | null
  readonly serverAssignor: string | null
  /** What it holds; null: as before. */
  readonly owned: readonly PartitionKey[] | null
  readonly clientId: string
  readonly clientHost: string
}

export interface ConsumerAnswer {
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly memberId: string
  readonly memberEpoch: number
  readonly heartbeatIntervalMs: number
  /** Null: as before. */
  readonly assignment: readonly PartitionKey[] | null
}

export interface ConsumerCoordinatorOptions {
  readonly schedule: Schedule
  readonly newId: () => string
  readonly partitionsOf: PartitionsOf
  readonly onChange?: (group: ConsumerGroup) => void
  /** `group.consumer.heartbeat.interval.ms`, default 5 s. */
  readonly heartbeatIntervalMs?: number
  /** `group.consumer.session.timeout.ms`, default 45 s. */
  readonly sessionTimeoutMs?: number
}

const UNKNOWN_MEMBER_ID = 25
const INVALID_REQUEST = 42
const GROUP_ID_NOT_FOUND = 69
const FENCED_MEMBER_EPOCH = 110
const UNRELEASED_INSTANCE_ID = 111
const UNSUPPORTED_ASSIGNOR = 112
const STALE_MEMBER_EPOCH = 113
const ASSIGNORS = ['uniform', 'range']

/** The groups that real clients form by the protocol of KIP-848. No sockets, no clock of its own. */
export class ConsumerCoordinator {
  readonly #groups = new Map<string, ConsumerGroup>()
  readonly #timers: Timers
  readonly #options: ConsumerCoordinatorOptions

  constructor(options: ConsumerCoordinatorOptions) {
    this.#options = options
    this.#timers = new Timers(options.schedule)
  }

  /** Errors: 25, 42, 69, 110, 111, 112. */
  heartbeat(request: ConsumerHeartbeat): ConsumerAnswer {
    const mistake = mistakeIn(request)
    if (mistake !== null) return refused(request, mistake.errorCode, mistake.message)
    const group = this.#groups.get(request.groupId)
    if (request.memberEpoch < 0) return this.#leave(group, request)
    const member = request.memberEpoch === 0 ? this.#join(request) : group?.members.get(request.memberId)
    if (member === null) return refused(request, UNRELEASED_INSTANCE_ID, 'The instance id is in use.')
    const known = this.#groups.get(request.groupId)
    if (known === undefined) return refused(request, GROUP_ID_NOT_FOUND, `Group ${request.groupId} not found.`)
    if (member === undefined) return refused(request, UNKNOWN_MEMBER_ID, null)
    if (isFenced(member, request)) return refused(request, FENCED_MEMBER_EPOCH, `The member epoch is ${member.epoch}.`)
    return this.#step(known, member, request)
  }

  /** Whether OffsetCommit may store for this member: 0, 25 or 113; null for a group that is not one of these. */
  commitError(groupId: string, { memberId, memberEpoch }: { memberId: string; memberEpoch: number }): number | null {
    const group = this.#groups.get(groupId)
    if (group === undefined || (group.members.size === 0 && memberEpoch < 0)) return null
    const member = group.members.get(memberId)
    if (member === undefined) return UNKNOWN_MEMBER_ID
    return member.epoch === memberEpoch ? 0 : STALE_MEMBER_EPOCH
  }

  describe(groupId: string): ConsumerGroup | null {
    return this.#groups.get(groupId) ?? null
  }

  /** Forgets a group without members. */
  delete(groupId: string): void {
    if (this.#groups.get(groupId)?.members.size === 0) this.#groups.delete(groupId)
  }

  close(): void {
    this.#timers.cancelAll()
    this.#groups.clear()
  }

  /** Null: another member has the instance id. */
  #join(request: ConsumerHeartbeat): ConsumerMember | null {
    const { groupId, instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs } = request
    const group = this.#groups.get(groupId) ?? new ConsumerGroup(groupId)
    const memberId = request.memberId === '' ? this.#options.newId() : request.memberId
    const isTaken = [...group.members.values()].some(
      (one) => one.instanceId === instanceId && one.memberId !== memberId,
    )
    if (instanceId !== null && isTaken) return null
    this.#groups.set(groupId, group)
    const known = group.members.get(memberId)
    const names = { memberId, instanceId, rackId, clientId, clientHost }
    const nothing = {
      assigned: new Set<string>(),
      revoking: new Set<string>(),
      target: known?.target ?? new Set<string>(),
    }
    const subscribedTopicNames = request.subscribedTopicNames ?? []
    const member = { ...names, ...nothing, rebalanceTimeoutMs, subscribedTopicNames, epoch: 0, previousEpoch: 0 }
    group.members.set(memberId, member)
    return member
  }

  #step(group: ConsumerGroup, member: ConsumerMember, request: ConsumerHeartbeat): ConsumerAnswer {
    const { heartbeatIntervalMs = 5_000 } = this.#options
    if (request.subscribedTopicNames !== null) member.subscribedTopicNames = request.subscribedTopicNames
    if (request.rebalanceTimeoutMs >= 0) member.rebalanceTimeoutMs = request.rebalanceTimeoutMs
    const before = `${group.epoch} ${group.state} ${member.epoch}`
    group.retarget(this.#options.partitionsOf)
    const hasChanged = group.reconcile(member, request.owned === null ? null : new Set(request.owned))
    this.#watch(group, member)
    if (hasChanged || before !== `${group.epoch} ${group.state} ${member.epoch}`) this.#options.onChange?.(group)
    const isFull = request.memberEpoch === 0 || (request.owned !== null && request.subscribedTopicNames !== null)
    return {
      errorCode: 0,
      errorMessage: null,
      memberId: member.memberId,
      memberEpoch: member.epoch,
      heartbeatIntervalMs,
      assignment: hasChanged || isFull ? [...member.assigned].toSorted() : null,
    }
  }

  /** A member that says nothing any more, or does not let go in its time, is out. */
  #watch(group: ConsumerGroup, { memberId, revoking, rebalanceTimeoutMs }: ConsumerMember): void {
    const remove = () => this.#remove(group, memberId)
    this.#timers.set(`session ${memberId} ${group.id}`, this.#options.sessionTimeoutMs ?? 45_000, remove)
    const revocation = `revocation ${memberId} ${group.id}`
    if (revoking.size === 0) this.#timers.cancel(revocation)
    else if (!this.#timers.has(revocation)) this.#timers.set(revocation, rebalanceTimeoutMs, remove)
  }

  #leave(group: ConsumerGroup | undefined, request: ConsumerHeartbeat): ConsumerAnswer {
    const { memberId, memberEpoch, groupId } = request
    if (group === undefined) return refused(request, GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`)
    if (!group.members.has(memberId)) return refused(request, UNKNOWN_MEMBER_ID, null)
    this.#remove(group, memberId)
    return { errorCode: 0, errorMessage: null, memberId, memberEpoch, heartbeatIntervalMs: 0, assignment: null }
  }

  #remove(group: ConsumerGroup, memberId: string): void {
    this.#timers.cancel(`session ${memberId} ${group.id}`)
    this.#timers.cancel(`revocation ${memberId} ${group.id}`)
    group.members.delete(memberId)
    group.retarget(this.#options.partitionsOf)
    this.#options.onChange?.(group)
  }
}

function mistakeIn(request: ConsumerHeartbeat): { errorCode: number; message: string } | null {
  const { groupId, memberId, memberEpoch, serverAssignor, subscribedTopicNames, owned } = request
  const invalid = (message: string) => ({ errorCode: INVALID_REQUEST, message })
  if (groupId === '') return invalid("GroupId can't be empty.")
  if (memberEpoch < -2) return invalid('MemberEpoch is invalid.')
  if (memberEpoch !== 0 && memberId === '') return invalid("MemberId can't be empty.")
  if (memberEpoch === 0 && request.rebalanceTimeoutMs < 0)
    return invalid('RebalanceTimeoutMs must be provided in first request.')
  if (memberEpoch === 0 && (owned === null || owned.length > 0))
    return invalid('TopicPartitions must be empty when (re-)joining.')
  if (memberEpoch === 0 && subscribedTopicNames === null)
    return invalid('SubscribedTopicNames must be set in first request.')
  if (serverAssignor === null || ASSIGNORS.includes(serverAssignor)) return null
  const message = `ServerAssignor ${serverAssignor} is not supported. Supported assignors: ${ASSIGNORS.join(', ')}.`
  return { errorCode: UNSUPPORTED_ASSIGNOR, message }
}

/** The previous epoch is good where the answer that raised it was lost: the member holds no more than it was told. */
function isFenced(member: ConsumerMember, { memberEpoch, owned }: ConsumerHeartbeat): boolean {
  if (memberEpoch === member.epoch) return false
  if (memberEpoch !== member.previousEpoch || owned === null) return true
  return !owned.every((key) => member.assigned.has(key))
}

function refused({ memberId }: ConsumerHeartbeat, errorCode: number, errorMessage: string | null): ConsumerAnswer {
  return { errorCode, errorMessage, memberId, memberEpoch: 0, heartbeatIntervalMs: 0, assignment: null }
}
