/** What a member takes from clients. */
export interface MemberLimits {
  /** `jute.maxbuffer` */
  readonly maxFrameBytes: number
  /** `maxClientCnxns`: connections from one address. */
  readonly maxConnectionsPerAddress: number
  readonly minSessionTimeoutMs: number
  readonly maxSessionTimeoutMs: number
  /** `zookeeper.nio.sessionlessCnxnTimeout`: how long a connection may stay without a word or a session. */
  readonly greetingTimeoutMs: number
  /** `globalOutstandingLimit`, here for each connection: no more is read while this many requests wait. */
  readonly maxOutstanding: number
  /** No more is read from a client that has this much of its answers unread. */
  readonly maxUnreadBytes: number
  /** A client that has this much unread is given up: watches fire without being asked. */
  readonly maxUnsentBytes: number
}

const MEBIBYTE = 1024 * 1024

/** ZooKeeper's defaults; sessions last between 2 and 20 ticks. */
export function limitsFor(tickTimeMs: number): MemberLimits {
  return {
    maxFrameBytes: MEBIBYTE - 1,
    maxConnectionsPerAddress: 60,
    minSessionTimeoutMs: 2 * tickTimeMs,
    maxSessionTimeoutMs: 20 * tickTimeMs,
    greetingTimeoutMs: 10_000,
    maxOutstanding: 1_000,
    maxUnreadBytes: MEBIBYTE,
    maxUnsentBytes: 16 * MEBIBYTE,
  }
}
