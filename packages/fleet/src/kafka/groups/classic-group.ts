import { type ClassicMember, metadataFor } from './classic-member.ts'
import type { JoinAnswer, Protocol } from './group-messages.ts'

export type ClassicState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead'

/** One group of the classic protocol: who is in it and how far its rebalance has come. Source: ClassicGroup of Kafka. */
export class ClassicGroup {
  readonly id: string
  readonly members = new Map<string, ClassicMember>()
  /** Ids given out (KIP-394) whose owners have not come back yet. */
  readonly pending = new Set<string>()
  /** Members of this generation that have not sent SyncGroup. */
  readonly pendingSync = new Set<string>()
  generation = 0
  protocolType: string | null = null
  protocol: string | null = null
  leader: string | null = null
  /** In the first rebalance: somebody new came, so wait a little longer. */
  newcomer = false
  #state: ClassicState = 'Empty'
  #previous: ClassicState = 'Empty'

  constructor(id: string) {
    this.id = id
  }

  get state(): ClassicState {
    return this.#state
  }

  /** Preparing its very first generation, or the first after it was empty. */
  get isInitial(): boolean {
    return this.#state === 'PreparingRebalance' && this.#previous === 'Empty'
  }

  transitionTo(state: ClassicState): void {
    this.#previous = this.#state
    this.#state = state
  }

  add(member: ClassicMember): void {
    this.members.set(member.memberId, member)
    this.pending.delete(member.memberId)
    this.leader ??= member.memberId
  }

  remove(memberId: string): void {
    this.members.delete(memberId)
    this.pending.delete(memberId)
    this.pendingSync.delete(memberId)
    if (this.leader !== memberId) return
    const [next] = this.members.keys()
    this.leader = next ?? null
  }

  staticMember(groupInstanceId: string): ClassicMember | undefined {
    return [...this.members.values()].find((member) => member.groupInstanceId === groupInstanceId)
  }

  get rebalanceTimeoutMs(): number {
    return Math.max(0, ...[...this.members.values()].map((member) => member.rebalanceTimeoutMs))
  }

  get hasAllJoined(): boolean {
    return this.pending.size === 0 && [...this.members.values()].every((member) => member.awaitingJoin !== null)
  }

  /** A leader that has not come back gives way to one that has. False: nobody has. */
  electJoinedLeader(): boolean {
    if (this.leader !== null && this.members.get(this.leader)?.awaitingJoin) return true
    const joined = [...this.members.values()].find((member) => member.awaitingJoin !== null)
    if (joined !== undefined) this.leader = joined.memberId
    return joined !== undefined
  }

  /** Whether somebody with these protocols may come in. */
  accepts(protocolType: string, protocols: readonly Protocol[]): boolean {
    if (protocolType === '' || protocols.length === 0) return false
    if (this.members.size === 0) return true
    const everyones = this.#candidates()
    return protocolType === this.protocolType && protocols.some(({ name }) => everyones.has(name))
  }

  /** The protocol all support that most put first. */
  selectProtocol(): string | null {
    const candidates = this.#candidates()
    const votes = new Map<string, number>()
    for (const { protocols } of this.members.values()) {
      const vote = protocols.find(({ name }) => candidates.has(name))?.name
      if (vote !== undefined) votes.set(vote, (votes.get(vote) ?? 0) + 1)
    }
    const [best] = [...votes].sort(([, left], [, right]) => right - left)
    return best?.[0] ?? null
  }

  nextGeneration(): void {
    this.generation += 1
    this.pendingSync.clear()
    this.protocol = this.members.size === 0 ? null : this.selectProtocol()
    this.transitionTo(this.members.size === 0 ? 'Empty' : 'CompletingRebalance')
  }

  /** What a member is told of the present generation; its leader learns who the others are. */
  joinAnswer(memberId: string): JoinAnswer {
    const members = [...this.members.values()].map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      metadata: metadataFor(member, this.protocol),
    }))
    return {
      errorCode: 0,
      generationId: this.generation,
      protocolType: this.protocolType,
      protocolName: this.protocol,
      leader: this.leader ?? '',
      skipAssignment: false,
      memberId,
      members: this.leader === memberId ? members : [],
    }
  }

  #candidates(): Set<string> {
    const count = new Map<string, number>()
    for (const { protocols } of this.members.values())
      for (const { name } of protocols) count.set(name, (count.get(name) ?? 0) + 1)
    return new Set([...count].filter(([, members]) => members === this.members.size).map(([name]) => name))
  }
}
