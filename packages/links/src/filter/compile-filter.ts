import { linearRegex, type RegexBudget, RegexProblem, regexBudget } from '../regex/linear-regex.ts'
import { nearestWord } from './nearest-word.ts'
import { type Quantity, quantityExamples, readQuantity } from './quantities.ts'
import type { Filter, FilterProblem, Operator, Pattern, Term, Value } from './terms.ts'

/** What a key reads of the row at an index. */
export type FilterField =
  | {
      readonly kind: 'text'
      /** Null = not known: matches nothing, and its negation neither. */
      of(index: number): string | null
      /** All values there are; then others are errors, and upper and lower case are the same. */
      readonly values?: readonly string[]
    }
  | { readonly kind: 'number'; readonly unit: Quantity /** NaN = not known. */; of(index: number): number }
  /** A row has several of them: the brokers of its replicas. */
  | { readonly kind: 'set'; has(index: number, test: (value: string) => boolean): boolean }

export interface FilterKeys {
  /** What bare words look into. */
  name(index: number): string
  readonly fields: Readonly<Record<string, FilterField>>
  /** Named conditions: `is:word`. */
  readonly conditions: Readonly<Record<string, (index: number) => boolean>>
}

type Test = (index: number) => boolean
/** True, false, or null where it cannot be told: then neither the term nor its negation holds. */
type Answer = (index: number) => boolean | null

/**
 * Turns a filter into a test of rows. Bare words are found anywhere in the name whatever their case; after `key:` a text
 * must be equal, * and /…/ loosen that. Unknown keys, conditions and units are problems with their place in the text. The test
 * throws RegexTooDear when its patterns, together, take too long over the rows.
 */
export function compileFilter(filter: Filter, keys: FilterKeys): { readonly test: Test } | FilterProblem {
  const tests: Test[] = []
  const budget = regexBudget()
  for (const term of filter.terms) {
    const answer = term.kind === 'name' ? nameAnswer(term.pattern, keys, budget) : keyAnswer(term, keys, budget)
    if (typeof answer !== 'function') return answer
    tests.push(term.negated ? (index) => answer(index) === false : (index) => answer(index) === true)
  }
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return { test: only }
  return { test: (index) => tests.every((test) => test(index)) }
}

function nameAnswer(pattern: Pattern, keys: FilterKeys, budget: RegexBudget): Answer {
  const matches = textTest(pattern, 'inside', budget)
  return (index) => matches(keys.name(index))
}

function keyAnswer(term: Term & { kind: 'key' }, keys: FilterKeys, budget: RegexBudget): Answer | FilterProblem {
  if (term.key === 'is') return conditionAnswer(term, keys)
  const field = Object.hasOwn(keys.fields, term.key) ? keys.fields[term.key] : undefined
  if (field === undefined) {
    const known = ['is', ...Object.keys(keys.fields)]
    const near = nearestWord(term.key, known)
    const hint = near ? `did you mean ${near}:?` : `known here: ${known.join(', ')}`
    return { error: `${term.key}: is not a key of this list; ${hint}`, at: term.at + (term.negated ? 1 : 0) }
  }
  if (field.kind === 'number') return anyOf(term.values.map((value) => numberAnswer(term, value, field)))
  const compared = term.values.find((value) => value.operator !== null)
  if (compared) return { error: `${term.key}: is not a number and cannot be compared`, at: compared.at }
  if (field.kind === 'text' && field.values) {
    const known = field.values
    const odd = term.values.find(
      ({ pattern }) => pattern.kind === 'word' && !known.includes(pattern.text.toLowerCase()),
    )
    if (odd) return notAmong(term.key, odd, known)
  }
  const tests = term.values.map(({ pattern }) =>
    textTest(pattern, field.kind === 'text' && field.values ? 'folded' : 'whole', budget),
  )
  const matches = (text: string) => tests.some((test) => test(text))
  if (field.kind === 'set') return (index) => field.has(index, matches)
  return (index) => {
    const text = field.of(index)
    return text === null ? null : matches(text)
  }
}

function conditionAnswer(term: Term & { kind: 'key' }, keys: FilterKeys): Answer | FilterProblem {
  const known = Object.keys(keys.conditions)
  const tests: Test[] = []
  for (const value of term.values) {
    const { operator, pattern } = value
    const name = pattern.kind === 'word' && operator === null ? pattern.text.toLowerCase() : ''
    const test = Object.hasOwn(keys.conditions, name) ? keys.conditions[name] : undefined
    if (test === undefined) return notAmong('is', value, known)
    tests.push(test)
  }
  return (index) => tests.some((test) => test(index))
}

function notAmong(key: string, { pattern, at }: Value & { at: number }, known: readonly string[]): FilterProblem {
  const text = pattern.kind === 'regex' ? `/${pattern.source}/` : pattern.text
  const near = nearestWord(text.replaceAll('*', ''), known)
  return {
    error: `${key}:${text} is not known; ${near ? `did you mean ${key}:${near}?` : `known: ${known.join(', ')}`}`,
    at,
  }
}

type NumberField = FilterField & { kind: 'number' }

function numberAnswer(
  term: { key: string },
  value: Value & { at: number },
  field: NumberField,
): Answer | FilterProblem {
  const { operator, pattern } = value
  if (pattern.kind === 'word' && operator === null && pattern.text.toLowerCase() === 'unknown') {
    return (index) => Number.isNaN(field.of(index))
  }
  const limit = pattern.kind === 'word' ? readQuantity(pattern.text, field.unit) : null
  if (limit === null) {
    return { error: `${term.key}: takes a number such as ${quantityExamples(field.unit)}`, at: value.at }
  }
  const compare = comparison(operator)
  return (index) => {
    const actual = field.of(index)
    return Number.isNaN(actual) ? null : compare(actual, limit)
  }
}

function comparison(operator: Operator | null): (actual: number, limit: number) => boolean {
  if (operator === '>') return (actual, limit) => actual > limit
  if (operator === '>=') return (actual, limit) => actual >= limit
  if (operator === '<') return (actual, limit) => actual < limit
  if (operator === '<=') return (actual, limit) => actual <= limit
  return (actual, limit) => actual === limit
}

/** Or over answers: one that holds decides; else what cannot be told stays so. */
function anyOf(answers: readonly (Answer | FilterProblem)[]): Answer | FilterProblem {
  const problem = answers.find((answer): answer is FilterProblem => typeof answer !== 'function')
  if (problem !== undefined) return problem
  const tests = answers as readonly Answer[]
  return (index) => {
    let told: boolean | null = false
    for (const test of tests) {
      const answer = test(index)
      if (answer === true) return true
      if (answer === null) told = null
    }
    return told
  }
}

function textTest(
  pattern: Pattern,
  how: 'inside' | 'whole' | 'folded',
  budget: RegexBudget,
): (text: string) => boolean {
  if (pattern.kind === 'regex') {
    const compiled = linearRegex(pattern.source, budget)
    return compiled instanceof RegexProblem ? () => false : compiled
  }
  if (pattern.kind === 'glob') return globTest(pattern.text)
  const wanted = pattern.text
  if (how === 'whole') return (text) => text === wanted
  const folded = wanted.toLowerCase()
  return how === 'inside' ? (text) => text.toLowerCase().includes(folded) : (text) => text.toLowerCase() === folded
}

/** `*` stands for any characters; the rest must be there in order, from the first to the last character, in any case. */
function globTest(glob: string): (text: string) => boolean {
  const parts = glob.toLowerCase().split('*')
  const first = parts[0] as string
  const last = parts[parts.length - 1] as string
  const middle = parts.slice(1, -1).filter((part) => part !== '')
  return (raw) => {
    const text = raw.toLowerCase()
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
    let at = first.length
    for (const part of middle) {
      const found = text.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= text.length - last.length
  }
}
