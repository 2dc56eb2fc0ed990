// What members ask and are told, field by field as in Kafka's messages.

export interface Protocol {
  readonly name: string
  readonly metadata: Buffer
}

export interface JoinRequest {
  readonly groupId: string
  readonly sessionTimeoutMs: number
  /** -1 (version 0): the session timeout. */
  readonly rebalanceTimeoutMs: number
  /** Empty: not yet a member. */
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly protocolType: string
  readonly protocols: readonly Protocol[]
  readonly apiVersion: number
  readonly clientId: string
  readonly clientHost: string
}

export interface JoinAnswer {
  readonly errorCode: number
  readonly generationId: number
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly leader: string
  readonly skipAssignment: boolean
  readonly memberId: string
  /** For the leader only. */
  readonly members: { memberId: string; groupInstanceId: string | null; metadata: Buffer }[]
}

export interface MemberRequest {
  readonly groupId: string
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly generationId: number
}

export interface SyncRequest extends MemberRequest {
  /** Null or absent: not said (before version 5). */
  readonly protocolType?: string | null
  readonly protocolName?: string | null
  /** From the leader only. */
  readonly assignments: readonly { memberId: string; assignment: Buffer }[]
}

export interface SyncAnswer {
  readonly errorCode: number
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly assignment: Buffer
}

export interface LeaveRequest {
  readonly groupId: string
  readonly members: readonly { memberId: string; groupInstanceId: string | null }[]
}

export interface LeaveAnswer {
  readonly errorCode: number
  readonly members: { memberId: string; groupInstanceId: string | null; errorCode: number }[]
}

export function joinRefused(errorCode: number, memberId: string): JoinAnswer {
  const empty = { generationId: -1, protocolType: null, protocolName: null, leader: '', skipAssignment: false }
  return { ...empty, errorCode, memberId, members: [] }
}

export function syncRefused(errorCode: number): SyncAnswer {
  return { errorCode, protocolType: null, protocolName: null, assignment: Buffer.alloc(0) }
}
