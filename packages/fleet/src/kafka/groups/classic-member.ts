import type { JoinAnswer, JoinRequest, Protocol, SyncAnswer } from './group-messages.ts'

export interface ClassicMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  /** In order of preference. */
  protocols: readonly Protocol[]
  assignment: Buffer
  /** Has never been told a generation: its joining may time out. */
  isNew: boolean
  /** Parked requests: answered when the phase is over. */
  awaitingJoin: ((answer: JoinAnswer) => void) | null
  awaitingSync: ((answer: SyncAnswer) => void) | null
}

export function newMember(memberId: string, request: JoinRequest): ClassicMember {
  return {
    memberId,
    ...wishesOf(request),
    groupInstanceId: request.groupInstanceId,
    clientId: request.clientId,
    clientHost: request.clientHost,
    assignment: Buffer.alloc(0),
    isNew: true,
    awaitingJoin: null,
    awaitingSync: null,
  }
}

/** What a member says anew each time it joins. */
export function wishesOf(
  request: JoinRequest,
): Pick<ClassicMember, 'sessionTimeoutMs' | 'rebalanceTimeoutMs' | 'protocols'> {
  const { sessionTimeoutMs, rebalanceTimeoutMs, protocols } = request
  const timeoutMs = rebalanceTimeoutMs < 0 ? sessionTimeoutMs : rebalanceTimeoutMs
  return { sessionTimeoutMs, rebalanceTimeoutMs: timeoutMs, protocols: [...protocols] }
}

/** Whether a member joins with what the group already knows of it. */
export function wishesTheSame(member: ClassicMember, protocols: readonly Protocol[]): boolean {
  if (member.protocols.length !== protocols.length) return false
  return member.protocols.every(({ name, metadata }, index) => {
    const other = protocols[index]
    return other !== undefined && other.name === name && other.metadata.equals(metadata)
  })
}

export function metadataFor(member: ClassicMember, protocol: string | null): Buffer {
  return member.protocols.find(({ name }) => name === protocol)?.metadata ?? Buffer.alloc(0)
}

export function answerJoin(member: ClassicMember, answer: JoinAnswer): void {
  const parked = member.awaitingJoin
  member.awaitingJoin = null
  parked?.(answer)
}

export function answerSync(member: ClassicMember, answer: SyncAnswer): void {
  const parked = member.awaitingSync
  member.awaitingSync = null
  parked?.(answer)
}
