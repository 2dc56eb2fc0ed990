import { assignUniformly } from './uniform-assignor.ts'

/** Partitions are named by `topic id:index`. */
export type PartitionKey = string

export interface ConsumerMember {
  readonly memberId: string
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly clientId: string
  readonly clientHost: string
  rebalanceTimeoutMs: number
  subscribedTopicNames: readonly string[]
  epoch: number
  previousEpoch: number
  /** What it was told to read. */
  assigned: Set<PartitionKey>
  /** What it has to let go of before others may have it. */
  revoking: Set<PartitionKey>
  target: Set<PartitionKey>
}

export type ConsumerState = 'Empty' | 'Reconciling' | 'Stable'

/** Keys of the partitions of a topic; empty while there is none of the name. */
export type PartitionsOf = (topicName: string) => readonly PartitionKey[]

/**
 * One group of KIP-848: the coordinator says what each member is to read, members let go and take up by heartbeats. A
 * partition is never two members' at once.
 */
export class ConsumerGroup {
  readonly id: string
  readonly members = new Map<string, ConsumerMember>()
  /** Group epoch; the target assignment is always made for it. */
  epoch = 0
  #basis = ''

  constructor(id: string) {
    this.id = id
  }

  get state(): ConsumerState {
    if (this.members.size === 0) return 'Empty'
    return [...this.members.values()].every((member) => this.#isSettled(member)) ? 'Stable' : 'Reconciling'
  }

  /** Makes a new target where members, subscriptions or partitions are not what they were. */
  retarget(partitionsOf: PartitionsOf): void {
    const subscriptions = [...this.members.values()].map((member) => ({
      memberId: member.memberId,
      wanted: new Set(member.subscribedTopicNames.flatMap(partitionsOf)),
      held: member.target,
    }))
    const basis = JSON.stringify(subscriptions.map(({ memberId, wanted }) => [memberId, [...wanted].toSorted()]))
    if (basis === this.#basis) return
    this.#basis = basis
    this.epoch += 1
    const shares = assignUniformly(subscriptions)
    for (const member of this.members.values()) member.target = shares.get(member.memberId) ?? new Set()
  }

  /**
   * One step of a member towards its target. `owned`: what it says it holds, null for no change. True: it has to be told
   * its assignment.
   */
  reconcile(member: ConsumerMember, owned: ReadonlySet<PartitionKey> | null): boolean {
    if (member.revoking.size > 0) {
      if (owned === null || [...member.revoking].some((key) => owned.has(key))) return false
      member.revoking = new Set()
    }
    const lost = [...member.assigned].filter((key) => !member.target.has(key))
    if (lost.length > 0) {
      member.revoking = new Set(lost)
      member.assigned = new Set([...member.assigned].filter((key) => member.target.has(key)))
      return true
    }
    const free = [...member.target].filter((key) => !member.assigned.has(key) && !this.#isHeld(key))
    for (const key of free) member.assigned.add(key)
    if (member.epoch !== this.epoch) {
      member.previousEpoch = member.epoch
      member.epoch = this.epoch
    }
    return free.length > 0
  }

  #isHeld(key: PartitionKey): boolean {
    return [...this.members.values()].some((member) => member.assigned.has(key) || member.revoking.has(key))
  }

  #isSettled({ epoch, assigned, revoking, target }: ConsumerMember): boolean {
    return epoch === this.epoch && revoking.size === 0 && assigned.size === target.size
  }
}
