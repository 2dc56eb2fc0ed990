import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linearRegex, RegexProblem, RegexTooDear, regexBudget } from './linear-regex.ts'

const run = (source: string, text: string) => {
  const compiled = linearRegex(source)
  if (compiled instanceof RegexProblem) throw new Error(`${source}: ${compiled.message}`)
  return compiled(text)
}

test.each([
  ['^orders\\.', 'orders.v1', true],
  ['^orders\\.', 'my-orders.v1', false],
  ['v[12]$', 'orders.v2', true],
  ['v[^12]$', 'orders.v2', false],
  ['(eu|us)-\\d{2,3}$', 'kafka-us-123', true],
  ['^(eu|us)-\\d{2}$', 'us-123', false],
  ['^a{2,}$', 'aaaa', true],
  ['^a?b+c*$', 'bbb', true],
  ['PAY', 'payments', true],
  ['pay', 'PAYMENTS', true],
  ['[A-C]x', 'bX', true],
  ['\\w+-\\D', 'ab-c', true],
  ['^$', '', true],
  ['', 'anything', true],
  ['a|', 'zzz', true],
  ['^[\\w.-]+$', 'a.b-c_d', true],
  ['a.c', 'a-c', true],
  ['[]]', ']', true],
  ['Ä', 'ähnlich', true],
  ['x$|^y', 'yes', true],
])('/%s/ on %s: %s', (source, text, found) => {
  expect(run(source, text)).toBe(found)
})

test.each([
  ['(a', 'This ( is not closed', 0],
  ['a)', 'This ) closes no group', 1],
  ['[a', 'This [ is not closed', 0],
  ['*a', 'Nothing to repeat', 0],
  ['a{5,2}', 'The bounds are the wrong way round', 1],
  ['a{500}', 'More than 100 repeats', 1],
  ['(?=a)', 'Only plain groups and (?: … ) are known', 0],
  ['(a)\\1', '\\1 is not known here', 3],
  ['a\\', 'The pattern ends in a \\', 1],
  ['((((((((((a{90}){90})))))))))', 'The pattern is too large', 0],
])('/%s/ is refused: %s', (source, message, at) => {
  expect(linearRegex(source)).toMatchObject({ message, at })
})

test('patterns that take others for ever are matched in passing', () => {
  const names = Array.from({ length: 200 }, (_, index) => `${'a'.repeat(240)}${index}!`)
  for (const source of ['^(a+)+$', '(a|a)*b', '(.*a){12}$', '.*.*.*.*.*.*=.*']) {
    const compiled = linearRegex(source)
    expect(compiled).not.toBeInstanceOf(RegexProblem)
    expect(names.filter(compiled as (text: string) => boolean)).toEqual([])
  }
})

/** Patterns of the grammar that JavaScript's own engine reads the same way. */
const pattern = fc.letrec<{ node: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '1'),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(${left}|${right})`),
  ),
  node: fc
    .array(fc.tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{1,2}')), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([atom, repeat]) => atom + repeat).join('')),
})).node

// Two thousand patterns: seconds by itself, far more beside other work.
test('it finds what the plain engine finds', { timeout: 120_000 }, () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', 'A'), maxLength: 8 })
  const anchored = fc.tuple(fc.constantFrom('', '^'), pattern, fc.constantFrom('', '$')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(anchored, text, (source, name) => {
      fc.pre(source.length <= 60)
      expect(run(source, name)).toBe(new RegExp(source, 'i').test(name))
    }),
    { numRuns: 2000 },
  )
})

test.each([`(){100}${'{100}'.repeat(8)}`, `${'('.repeat(9)}${'){100}'.repeat(9)}`])(
  'repeats of nothing are refused before they are written out: %s',
  (source) => {
    expect(linearRegex(source)).toEqual(new RegexProblem('The pattern is too large', 0))
  },
)

/** Lets through how many of the names; throws when the budget is spent. */
function matches(source: string, names: readonly string[], budget = regexBudget()) {
  const compiled = linearRegex(source, budget)
  if (compiled instanceof RegexProblem) throw new Error(`${source}: ${compiled.message}`)
  return names.filter(compiled).length
}
const WORDS = ['orders', 'payments', 'captured', 'inventory', 'events', 'audit', 'eu', 'us', 'prod', 'customer']
const NAMES = Array.from({ length: 5_000 }, (_, i) =>
  [1, 7, 71, 311, 1009].map((factor) => WORDS[(((i + 1) * 48_271 * factor) % 7919) % WORDS.length]).join('.'),
)

test('a pattern that meets new sets of states at every turn gives up instead of holding everything up', () => {
  expect(() => matches('(.*[a-e].{90}|.*[f-k].{90}|.*[l-p].{90}|.*[q-t].{90})x', NAMES)).toThrow(RegexTooDear)
})

test('a usual pattern needs little of what it may spend, over however many names', () => {
  const budget = regexBudget()
  const given = budget.effortLeft
  expect(matches('^orders.*(eu|us)\\.[a-z]{3,9}$', NAMES, budget)).toBeGreaterThan(10)
  expect(given - budget.effortLeft).toBeLessThan(given / 10)
})

test('patterns of one filter share what they may spend', () => {
  const budget = regexBudget(3_000)
  expect(matches('orders', ['my-orders'], budget)).toBe(1)
  expect(() => matches('.*[aeiou].{9}', NAMES, budget)).toThrow(RegexTooDear)
  expect(() => matches('orders', ['my-orders'], budget)).toThrow(RegexTooDear)
})
