import type { Status } from '../status.ts'

/** A number that a sentence rests on. */
export interface Evidence {
  readonly text: string
  readonly value: number | null
  /** Of the other brokers; null where it is not compared. */
  readonly median: number | null
  readonly unit: string
}

/** What one rule found about one broker in one reading. */
export interface WhyFinding {
  readonly code: WhyCode
  /** The broker that shows it most. */
  readonly broker: number
  /** All brokers it holds for. */
  readonly brokers: readonly number[]
  /** The broker that is the cause, when it is another. */
  readonly culprit: number | null
  readonly sentence: string
  readonly advice: string
  readonly evidence: readonly Evidence[]
}

/** A finding that held for at least two readings. */
export interface Why extends WhyFinding {
  readonly status: Status
  /** First seen, epoch ms. */
  readonly since: number | null
}

/** Worst and most telling first: of several findings about one broker the first is its reason. */
export const WHY_CODES = [
  'recovering',
  'reads-from-disk',
  'slow-disk',
  'garbage-collection',
  'cpu-taken',
  'message-conversions',
  'network-loss',
  'network-full',
  'hot-broker',
  'cpu-exhausted',
  'slow-follower',
  'waits-for-followers',
  'slow-locally',
  'handlers-exhausted',
  'network-threads-exhausted',
  'throttled',
  'controller-queue',
  'zookeeper-slow',
  'files-near-limit',
] as const
export type WhyCode = (typeof WHY_CODES)[number]
