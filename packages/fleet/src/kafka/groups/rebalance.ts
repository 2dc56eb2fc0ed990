// The phases of a classic group: members come (PreparingRebalance), the leader assigns (CompletingRebalance), all work
// (Stable). Source: GroupMetadataManager of Kafka.
import type { ClassicGroup } from './classic-group.ts'
import { answerJoin, answerSync, type ClassicMember } from './classic-member.ts'
import { joinRefused, syncRefused } from './group-messages.ts'
import type { Timers } from './timers.ts'

export interface RebalanceOptions {
  /** `group.initial.rebalance.delay.ms`. */
  readonly initialDelayMs: number
  /** How long a new member may wait for its first generation. */
  readonly newMemberTimeoutMs: number
  readonly changed: (group: ClassicGroup) => void
  /** Nobody ever came back with the id it was given: the group may be forgotten. */
  readonly abandoned: (group: ClassicGroup) => void
}

const UNKNOWN_MEMBER_ID = 25
const REBALANCE_IN_PROGRESS = 27

export class Rebalance {
  readonly #timers: Timers
  readonly #options: RebalanceOptions

  constructor(timers: Timers, options: RebalanceOptions) {
    this.#timers = timers
    this.#options = options
  }

  /** Somebody came or changed: begins a rebalance, or lets the running one end if all are there. */
  trigger(group: ClassicGroup): void {
    if (group.state !== 'PreparingRebalance') this.prepare(group)
    else this.completeIfAllJoined(group)
  }

  prepare(group: ClassicGroup): void {
    if (group.state === 'CompletingRebalance') sendBackFromSync(group)
    group.pendingSync.clear()
    this.#timers.cancel(sync(group))
    const isInitial = group.state === 'Empty'
    group.transitionTo('PreparingRebalance')
    this.#options.changed(group)
    if (isInitial) this.#waitForOthers(group, this.#options.initialDelayMs, group.rebalanceTimeoutMs)
    else if (group.hasAllJoined) this.complete(group)
    else this.#timers.set(join(group), group.rebalanceTimeoutMs, () => this.complete(group))
  }

  completeIfAllJoined(group: ClassicGroup): void {
    if (group.state === 'PreparingRebalance' && !group.isInitial && group.hasAllJoined) this.complete(group)
  }

  /** Ends the join phase: who has not come is out, unless it is a static member with a session. */
  complete(group: ClassicGroup): void {
    this.#timers.cancel(join(group))
    for (const member of [...group.members.values()])
      if (member.awaitingJoin === null && member.groupInstanceId === null) this.#drop(group, member.memberId)
    if (group.members.size > 0 && !group.electJoinedLeader()) {
      this.#timers.set(join(group), group.rebalanceTimeoutMs, () => this.complete(group))
      return
    }
    group.nextGeneration()
    for (const member of group.members.values()) this.#begin(group, member)
    if (group.state === 'CompletingRebalance')
      this.#timers.set(sync(group), group.rebalanceTimeoutMs, () => this.#dropUnsynced(group))
    this.#options.changed(group)
  }

  /** The leader's word: everybody gets its part. */
  assign(group: ClassicGroup, assignments: ReadonlyMap<string, Buffer>): void {
    group.transitionTo('Stable')
    for (const member of group.members.values()) {
      member.assignment = assignments.get(member.memberId) ?? Buffer.alloc(0)
      if (member.awaitingSync !== null) this.keepAlive(group, member)
      answerSync(member, assignmentOf(group, member))
    }
    this.#options.changed(group)
  }

  /** Starts the session anew: the member is heard of. */
  keepAlive(group: ClassicGroup, member: ClassicMember): void {
    const timeoutMs = member.isNew ? this.#options.newMemberTimeoutMs : member.sessionTimeoutMs
    this.#timers.set(session(group, member.memberId), timeoutMs, () => this.#expire(group, member.memberId))
  }

  /** An id that was given out is kept for a session. */
  expectBack(group: ClassicGroup, memberId: string, sessionTimeoutMs: number): void {
    group.pending.add(memberId)
    this.#timers.set(session(group, memberId), sessionTimeoutMs, () => {
      group.pending.delete(memberId)
      this.completeIfAllJoined(group)
      if (group.generation === 0 && group.state === 'Empty' && group.pending.size === 0) this.#options.abandoned(group)
    })
  }

  /** Takes a member out, by its own wish or not, and tells its parked request so. */
  remove(group: ClassicGroup, memberId: string): void {
    const member = group.members.get(memberId)
    this.#drop(group, memberId)
    if (member === undefined) return
    answerJoin(member, joinRefused(UNKNOWN_MEMBER_ID, ''))
    answerSync(member, syncRefused(UNKNOWN_MEMBER_ID))
  }

  /** What the removal of members asks of the others. */
  afterRemoval(group: ClassicGroup): void {
    if (group.state === 'Stable' || group.state === 'CompletingRebalance') this.prepare(group)
    else this.completeIfAllJoined(group)
  }

  stopSession(group: ClassicGroup, memberId: string): void {
    this.#timers.cancel(session(group, memberId))
  }

  #begin(group: ClassicGroup, member: ClassicMember): void {
    answerJoin(member, group.joinAnswer(member.memberId))
    member.isNew = false
    this.keepAlive(group, member)
    group.pendingSync.add(member.memberId)
  }

  #expire(group: ClassicGroup, memberId: string): void {
    const member = group.members.get(memberId)
    if (member === undefined) return
    const isWaiting = member.awaitingJoin !== null || member.awaitingSync !== null
    // A parked request is a sign of life, but not for ever where the member does not know its own id yet.
    if (isWaiting && !member.isNew) return
    this.remove(group, memberId)
    this.afterRemoval(group)
  }

  #dropUnsynced(group: ClassicGroup): void {
    const silent = [...group.pendingSync]
    if (silent.length === 0 || (group.state !== 'CompletingRebalance' && group.state !== 'Stable')) return
    for (const memberId of silent) this.remove(group, memberId)
    this.prepare(group)
  }

  // The first generation waits a little for members that start together, and longer while more of them come.
  #waitForOthers(group: ClassicGroup, delayMs: number, leftMs: number): void {
    const waitMs = Math.min(delayMs, leftMs)
    this.#timers.set(join(group), waitMs, () => {
      const more = group.newcomer && leftMs - waitMs > 0
      group.newcomer = false
      if (more) this.#waitForOthers(group, delayMs, leftMs - waitMs)
      else this.complete(group)
    })
  }

  #drop(group: ClassicGroup, memberId: string): void {
    this.stopSession(group, memberId)
    group.remove(memberId)
  }
}

export function assignmentOf(group: ClassicGroup, member: ClassicMember) {
  const { protocolType, protocol: protocolName } = group
  return { errorCode: 0, protocolType, protocolName, assignment: member.assignment }
}

function sendBackFromSync(group: ClassicGroup): void {
  for (const member of group.members.values()) {
    member.assignment = Buffer.alloc(0)
    answerSync(member, syncRefused(REBALANCE_IN_PROGRESS))
  }
}

const join = (group: ClassicGroup) => `join ${group.id}`
const sync = (group: ClassicGroup) => `sync ${group.id}`
const session = (group: ClassicGroup, memberId: string) => `session ${memberId} ${group.id}`
