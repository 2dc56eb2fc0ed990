// What is worth an operator's attention about those who keep a cluster's state: ZooKeeper's nodes, KRaft's voters.
import type { Status } from '../status.ts'

export interface KeeperEvidence {
  readonly text: string
  /** Null: told in the text alone. */
  readonly value: number | null
  /** Empty for what has none. */
  readonly unit: string
}

export interface KeeperFinding {
  /** Stable while it lasts, unique in its cluster: `followers-behind`, `latency:zk-1:2181`. */
  readonly code: string
  readonly status: Status
  /** One whole sentence. */
  readonly sentence: string
  readonly evidence: readonly KeeperEvidence[]
  /** What to do, one or two sentences; empty when there is nothing to do. */
  readonly advice: string
  /** A mean since the node started: it may tell of a past long gone. */
  readonly isOfLifetime?: boolean
}

/** A number with its unit and whose it is. */
export function evidence(text: string, value: number | null = null, unit = ''): KeeperEvidence {
  return { text, value, unit }
}
