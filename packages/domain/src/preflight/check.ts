// What a preflight check is, and what one finds.
import type { Target } from '../judge/judgement.ts'
import type { PreflightView } from './view.ts'

/** Worst first. `unknown` is never a pass: the fact could not be had, and the evidence says why. */
export const CHECK_STATES = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'] as const
export type CheckState = (typeof CHECK_STATES)[number]

/** What is at stake: data or service; operation in a bad hour; tidiness. */
export const CHECK_SEVERITIES = ['critical', 'major', 'minor'] as const
export type CheckSeverity = (typeof CHECK_SEVERITIES)[number]

/** In the order in which pages and tables show them. */
export const CHECK_FAMILIES = [
  'brokers',
  'quorum',
  'copies',
  'versions',
  'disks',
  'settings',
  'security',
  'reach',
  'processes',
  'metrics',
  'services',
  'console',
] as const
export type CheckFamily = (typeof CHECK_FAMILIES)[number]

export interface Check {
  /** Stable, kebab-case, unique. */
  readonly id: string
  readonly family: CheckFamily
  readonly title: string
  readonly severity: CheckSeverity
  /** Why it matters, one sentence. */
  readonly reason: string
  /** In slices where it looks at every replica: of a large cluster that is too long for one piece. */
  readonly judge: (view: PreflightView) => Finding | Generator<undefined, Finding>
}

/** What one check found: a value, whatever it found. */
export interface Finding {
  readonly state: CheckState
  /** Numbers and names, one or two sentences; of an unknown, what is missing and why. */
  readonly evidence: string
  /** The rows behind the evidence; shown up to {@link MOST_DETAILS}. */
  readonly details: readonly string[]
  /** What to do, with the key or the page it is done on. Null: nothing is to be done. */
  readonly fix: string | null
  /** To paste into a shell or a configuration file; `$BOOTSTRAP` stands for the cluster's address. */
  readonly command: string | null
  readonly target: Target | null
}

/** A check with what it found. */
export interface CheckResult extends Omit<Check, 'judge'>, Finding {
  /** How many rows there are, shown or not. */
  readonly detailCount: number
}

export const MOST_DETAILS = 20

type More = Partial<Pick<Finding, 'details' | 'fix' | 'command' | 'target'>>

const finding = (state: CheckState, evidence: string, more: More = {}): Finding => ({
  state,
  evidence,
  details: [],
  fix: null,
  command: null,
  target: null,
  ...more,
})

export const pass = (evidence: string, more: More = {}): Finding => finding('pass', evidence, more)
export const warn = (evidence: string, more: More = {}): Finding => finding('warn', evidence, more)
export const fail = (evidence: string, more: More = {}): Finding => finding('fail', evidence, more)
export const unknown = (evidence: string, more: More = {}): Finding => finding('unknown', evidence, more)
export const notApplicable = (evidence: string): Finding => finding('not-applicable', evidence)
