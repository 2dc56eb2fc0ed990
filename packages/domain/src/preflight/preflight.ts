// Is everything really working? All checks over one picture of a cluster, with what they found.
import { atOnce } from '../at-once.ts'
import type { Sentence } from '../judge/judgement.ts'
import { counted } from '../judge/words.ts'
import type { Status } from '../status.ts'
import { BROKER_CHECKS } from './brokers.ts'
import {
  CHECK_FAMILIES,
  CHECK_SEVERITIES,
  CHECK_STATES,
  type Check,
  type CheckResult,
  type CheckState,
  MOST_DETAILS,
} from './check.ts'
import { CONSOLE_CHECKS } from './console.ts'
import { COPY_CHECKS } from './copies.ts'
import { DISK_CHECKS } from './disks.ts'
import { ENSEMBLE_CHECKS } from './ensemble.ts'
import { INTERNAL_TOPIC_CHECKS } from './internal-topics.ts'
import { METRIC_CHECKS } from './metrics.ts'
import { PROCESS_CHECKS } from './processes.ts'
import { QUORUM_CHECKS } from './quorum.ts'
import { REACH_CHECKS } from './reach.ts'
import { SECURITY_CHECKS } from './security.ts'
import { SERVICE_CHECKS } from './services.ts'
import { SETTING_CHECKS } from './settings.ts'
import { VERSION_CHECKS } from './versions.ts'
import { type PreflightInput, viewOf } from './view.ts'

/** Every check, by family. */
export const CHECKS: readonly Check[] = [
  ...BROKER_CHECKS,
  ...QUORUM_CHECKS,
  ...ENSEMBLE_CHECKS,
  ...COPY_CHECKS,
  ...INTERNAL_TOPIC_CHECKS,
  ...VERSION_CHECKS,
  ...DISK_CHECKS,
  ...SETTING_CHECKS,
  ...SECURITY_CHECKS,
  ...REACH_CHECKS,
  ...PROCESS_CHECKS,
  ...METRIC_CHECKS,
  ...SERVICE_CHECKS,
  ...CONSOLE_CHECKS,
].toSorted((a, b) => CHECK_FAMILIES.indexOf(a.family) - CHECK_FAMILIES.indexOf(b.family))

export interface Preflight {
  readonly sentence: Sentence
  readonly counts: Readonly<Record<CheckState, number>>
  /** Worst first: by state, then by what is at stake, then by family. */
  readonly checks: readonly CheckResult[]
}

/** Runs every check, in one piece. Pure. */
export function preflight(input: PreflightInput): Preflight {
  return atOnce(preflightInSlices(input))
}

/** Runs every check and yields after each, and within the dearest: of a large cluster some pass over every replica. */
export function* preflightInSlices(input: PreflightInput): Generator<undefined, Preflight> {
  const view = viewOf(input)
  const found: CheckResult[] = []
  for (const { judge, ...check } of CHECKS) {
    const judged = judge(view)
    const { details, ...finding } = 'next' in judged ? yield* judged : judged
    found.push({ ...check, ...finding, details: details.slice(0, MOST_DETAILS), detailCount: details.length })
    yield
  }
  const checks = found.toSorted(worstFirst)
  const counts = Object.fromEntries(
    CHECK_STATES.map((state) => [state, checks.filter((check) => check.state === state).length]),
  ) as Record<CheckState, number>
  return { sentence: sentenceOf(counts, checks), counts, checks }
}

function worstFirst(a: CheckResult, b: CheckResult): number {
  return (
    CHECK_STATES.indexOf(a.state) - CHECK_STATES.indexOf(b.state) ||
    CHECK_SEVERITIES.indexOf(a.severity) - CHECK_SEVERITIES.indexOf(b.severity)
  )
}

/** `3 of 43 checks fail`, `, 5 warn, and 2 could not be made.` Checks that do not apply here are not counted among them. */
function sentenceOf(counts: Readonly<Record<CheckState, number>>, checks: readonly CheckResult[]): Sentence {
  const made = counts.fail + counts.warn + counts.pass + counts.unknown
  const warns = `${counts.warn} ${counts.warn === 1 ? 'warns' : 'warn'}`
  const blind = counts.unknown === 0 ? '' : `${counts.unknown} could not be made`
  const others = [counts.warn === 0 ? '' : warns, blind].filter(Boolean).join(' and ')
  const first = checks.find(({ state }) => state === 'fail') ?? checks.find(({ state }) => state === 'warn')
  const lede = first?.evidence ?? ''
  const of = (count: number, verb: string) => `${count} of ${counted(made, 'check')} ${count === 1 ? `${verb}s` : verb}`
  if (counts.fail > 0)
    return { strong: of(counts.fail, 'fail'), rest: others === '' ? '.' : `; ${others}.`, status: 'critical', lede }
  if (counts.warn > 0)
    return {
      strong: of(counts.warn, 'warn'),
      rest: blind === '' ? '; none fails.' : `; ${blind}.`,
      status: 'warning',
      lede,
    }
  if (counts.unknown > 0)
    return {
      strong: `${counts.unknown} of ${counted(made, 'check')} could not be made`,
      rest: '; the others pass.',
      status: 'unknown',
      lede: '',
    }
  return { strong: `All ${counted(made, 'check')} pass`, rest: '.', status: 'ok', lede: '' }
}

/** How the page draws a state. */
export const STATUS_OF_CHECK: Readonly<Record<CheckState, Status>> = {
  fail: 'critical',
  warn: 'warning',
  unknown: 'unknown',
  pass: 'ok',
  'not-applicable': 'off',
}
