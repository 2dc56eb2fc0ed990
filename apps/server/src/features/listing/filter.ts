import { nearestName } from '../wire/nearest.ts'
import { Refusal } from '../wire/refusal.ts'
import type { Field, FilterKeys } from './fields.ts'
import { parseFilter, type Term, type Value } from './filter-text.ts'
import type { RowTest } from './window.ts'

/** Reads a filter against the keys of a list; null = everything passes. What cannot be read is refused with its place. */
export function readFilter(text: string | undefined, keys: FilterKeys): RowTest | null {
  if (text === undefined || text.trim() === '') return null
  const parsed = parseFilter(text)
  if ('error' in parsed) throw invalid(parsed.error, parsed.at)
  const tests = parsed.terms.map((term) => {
    const test = termTest(term, keys)
    return term.negated ? (index: number) => !test(index) : test
  })
  const [first, second] = tests
  if (first !== undefined && tests.length === 1) return first
  if (first !== undefined && second !== undefined && tests.length === 2) return (index) => first(index) && second(index)
  return (index) => tests.every((test) => test(index))
}

function invalid(message: string, at: number, hint: string | null = null): Refusal {
  return new Refusal('PGE_INVALID_FILTER', `The filter cannot be read: ${message}.`, { at, hint })
}

function termTest(term: Term, keys: FilterKeys): RowTest {
  if (term.key === null) {
    const matches = term.values.map((value) => nameTest(value, term))
    return (index) => matches.some((match) => match(keys.name(index)))
  }
  if (term.key === 'is') return anyOf(term.values.map((value) => conditionTest(value, term, keys)))
  const field = keys.fields[term.key]
  if (field === undefined) {
    const known = ['is', ...Object.keys(keys.fields)]
    const close = nearestName(term.key, known)
    throw invalid(
      `there is no key ${term.key}`,
      term.at,
      close === null ? `There is ${known.join(', ')}.` : `Did you mean ${close}:?`,
    )
  }
  return fieldTest(field, term)
}

function anyOf(tests: readonly RowTest[]): RowTest {
  const [only] = tests
  return only !== undefined && tests.length === 1 ? only : (index) => tests.some((test) => test(index))
}

function conditionTest({ text }: Value, { at }: Term, { conditions }: FilterKeys): RowTest {
  const test = Object.hasOwn(conditions, text) ? conditions[text] : undefined
  if (test !== undefined) return test
  const close = nearestName(text, Object.keys(conditions))
  const hint = close === null ? `There is ${Object.keys(conditions).join(', ')}.` : `Did you mean is:${close}?`
  throw invalid(`there is no condition is:${text}`, at, hint)
}

function fieldTest(field: Field, term: Term): RowTest {
  if (field.kind === 'number') return anyOf(term.values.map((value) => numberTest(field, value, term)))
  if (term.comparison !== '=') throw invalid(`${term.key} cannot be compared`, term.at)
  const matches = term.values.map((value) => textTest(value, term))
  const test = (value: string) => matches.some((match) => match(value))
  if (field.kind === 'set') return (index) => field.has(index, test)
  return (index) => {
    const value = field.of(index)
    return value !== null && test(value)
  }
}

function numberTest(field: Extract<Field, { kind: 'number' }>, { text }: Value, term: Term): RowTest {
  if (text === 'unknown') return (index) => Number.isNaN(field.of(index))
  const wanted = quantityOf(text, field.unit)
  if (wanted === null) throw invalid(`${text} is not a number for ${term.key}`, term.at)
  switch (term.comparison) {
    case '>':
      return (index) => field.of(index) > wanted
    case '>=':
      return (index) => field.of(index) >= wanted
    case '<':
      return (index) => field.of(index) < wanted
    case '<=':
      return (index) => field.of(index) <= wanted
    default:
      return (index) => field.of(index) === wanted
  }
}

const FACTORS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  count: { '': 1, k: 1e3, m: 1e6, g: 1e9 },
  rate: { '': 1, k: 1e3, m: 1e6, g: 1e9 },
  bytes: {
    '': 1,
    b: 1,
    k: 1e3,
    kb: 1e3,
    kib: 1024,
    m: 1e6,
    mb: 1e6,
    mib: 1024 ** 2,
    g: 1e9,
    gb: 1e9,
    gib: 1024 ** 3,
    t: 1e12,
    tb: 1e12,
    tib: 1024 ** 4,
  },
  duration: { ms: 1, s: 1e3, m: 6e4, min: 6e4, h: 36e5, d: 864e5, w: 6048e5 },
}

function quantityOf(text: string, unit: keyof typeof FACTORS): number | null {
  const found = /^(-?\d+(?:\.\d+)?)([a-z]*)$/i.exec(text)
  const factor = FACTORS[unit]?.[found?.[2]?.toLowerCase() ?? '?']
  return found === null || factor === undefined ? null : Number(found[1]) * factor
}

type TextTest = (text: string) => boolean

/** Of a bare word: part of the name; with a wildcard, the whole name. */
function nameTest(value: Value, term: Term): TextTest {
  const wanted = value.text.toLowerCase()
  if (value.kind === 'regex' || (value.kind === 'word' && wanted.includes('*'))) return textTest(value, term)
  return (text) => text.toLowerCase().includes(wanted)
}

/** Of a key's value: the whole text, with wildcards. */
function textTest({ kind, text }: Value, { at }: Term): TextTest {
  const wanted = text.toLowerCase()
  if (kind !== 'regex' && !wanted.includes('*')) return (candidate) => candidate.toLowerCase() === wanted
  const pattern =
    kind === 'regex' ? regexOf(text, at) : new RegExp(`^${wanted.split('*').map(escaped).join('.*')}$`, 'i')
  return (candidate) => pattern.test(candidate)
}

function regexOf(text: string, at: number): RegExp {
  try {
    return new RegExp(text, 'i')
  } catch {
    throw invalid('this is not a regular expression', at)
  }
}

const escaped = (text: string) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
