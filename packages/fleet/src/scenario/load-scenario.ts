// Scenario files: read from data that nobody has checked, with every problem told at once.
import { ACT_RULES, duration, oneOf, type Rule, text } from './act-rules.ts'
import { durationMs } from './duration.ts'
import type { Scenario } from './scenario.ts'

export interface Problem {
  /** `steps[2].broker` */
  readonly path: string
  readonly message: string
}

export type Loaded =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const MOST_STEPS = 100
const NAME: Rule = (value) =>
  typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 100
    ? null
    : 'must be small letters, digits and hyphens, such as broker-3-dies'
const HREF: Rule = (value) =>
  typeof value === 'string' && /^\/[^/]/.test(value) ? null : 'must be a path of the console, such as /c/prod'

const SCENARIO_RULES: Readonly<Record<string, Rule>> = {
  name: NAME,
  title: text,
  text,
  cluster: text,
  href: HREF,
  severity: oneOf('notable', 'mild', 'severe'),
  lasts: duration,
}
const STEP_RULES: Readonly<Record<string, Rule>> = { at: duration, says: text }

/** A scenario out of parsed YAML or JSON. Unknown keys are refused; values are never repeated in messages. */
export function loadScenario(data: unknown): Loaded {
  const problems: Problem[] = []
  if (!isObject(data)) return { ok: false, problems: [{ path: '', message: 'must be a scenario with name and steps' }] }
  check(data, { at: '', rules: SCENARIO_RULES, optional: { steps: () => null } }, problems)
  const { steps } = data
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MOST_STEPS) {
    problems.push({ path: 'steps', message: `must be a list of 1 to ${MOST_STEPS} steps` })
  } else for (const [i, step] of steps.entries()) checkStep(step, { at: `steps[${i}]`, lasts: data.lasts }, problems)
  // Every rule of the types has been looked at.
  return problems.length === 0 ? { ok: true, scenario: data as unknown as Scenario } : { ok: false, problems }
}

function checkStep(step: unknown, { at, lasts }: { at: string; lasts: unknown }, problems: Problem[]): void {
  if (!isObject(step)) {
    problems.push({ path: at, message: 'must be a step with at, do and says' })
    return
  }
  const act =
    typeof step.do === 'string' && Object.hasOwn(ACT_RULES, step.do) ? (step.do as keyof typeof ACT_RULES) : null
  if (act === null) {
    problems.push({ path: `${at}.do`, message: `must be one of ${Object.keys(ACT_RULES).join(', ')}` })
    return
  }
  const rules = { ...STEP_RULES, ...ACT_RULES[act] }
  check(step, { at, rules, optional: { for: duration, do: () => null } }, problems)
  const begins = typeof step.at === 'string' ? durationMs(step.at) : null
  const ends = typeof lasts === 'string' ? durationMs(lasts) : null
  if (begins !== null && ends !== null && begins >= ends) {
    problems.push({ path: `${at}.at`, message: 'must be before the scenario heals (lasts)' })
  }
}

interface Expected {
  readonly at: string
  readonly rules: Readonly<Record<string, Rule>>
  readonly optional: Readonly<Record<string, Rule>>
}

function check(data: Record<string, unknown>, { at, rules, optional }: Expected, problems: Problem[]): void {
  const pathOf = (key: string) => (at === '' ? key : `${at}.${key}`)
  for (const [key, rule] of Object.entries(rules)) {
    const message = Object.hasOwn(data, key) ? rule(data[key]) : 'is missing'
    if (message !== null) problems.push({ path: pathOf(key), message })
  }
  for (const [key, value] of Object.entries(data)) {
    if (Object.hasOwn(rules, key)) continue
    const message = Object.hasOwn(optional, key) ? (optional[key]?.(value) ?? null) : 'is not known here'
    if (message !== null) problems.push({ path: pathOf(key), message })
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
