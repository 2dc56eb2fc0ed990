import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filterChips, toggleTerm } from './chips.ts'
import { parseFilter } from './parse-filter.ts'
import { filterTerm, printFilter } from './print-filter.ts'
import type { Filter, Pattern, Term } from './terms.ts'

const canonical = (text: string) => {
  const filter = parseFilter(text)
  return 'error' in filter ? filter : printFilter(filter)
}

test.each([
  ['', ''],
  ['  orders   v1 ', 'orders v1'],
  ['"two words"', '"two words"'],
  ['"plain"', 'plain'],
  ['pay*ts', 'pay*ts'],
  ['"a*b"', '"a*b"'],
  ['/^pay.*v[12]$/', '/^pay.*v[12]$/'],
  ['/a\\/b/', '/a\\/b/'],
  ['State:dead,empty', 'state:dead,empty'],
  ['size:>=1GiB -topic:test*', 'size:>=1GiB -topic:test*'],
  ['size:=5', 'size:5'],
  ['is:offline broker:1,2', 'is:offline broker:1,2'],
  ['-"-x"', '-"-x"'],
  ['topic:"a\\"b,c"', 'topic:"a\\"b,c"'],
  ['foo_bar:baz', 'foo_bar:baz'],
  ['"a:b"', '"a:b"'],
  ['a"b', 'a"b'],
  ['topic:a:b', 'topic:a:b'],
])('%s is written %s', (text, written) => {
  expect(canonical(text)).toBe(written)
})

test.each([
  ['size:', 'A value must follow size:', 5],
  ['size:>', 'A value must follow size:', 6],
  ['state:a,', 'A value must follow state:', 8],
  ['state:,a', 'A value must follow state:', 6],
  ['ok -', 'Something must follow the -', 3],
  ['"abc', 'This " is not closed', 0],
  ['x ""', 'There is nothing between the quotes', 2],
  ['"a"b', 'A space must follow here', 3],
  ['k:"a"b', 'A space or comma must follow here', 5],
  ['/a(/', 'This ( is not closed', 2],
  ['/abc', 'This / opens a regular expression that is not closed; quote the word if it is none', 0],
  ['x'.repeat(501), 'A filter has at most 500 characters', 500],
])('%s is refused: %s', (text, error, at) => {
  expect(parseFilter(text)).toEqual({ error, at })
})

test('terms know their place', () => {
  const filter = parseFilter(' a -is:offline,x') as Filter
  expect(filter.terms.map(({ at, end }) => [at, end])).toEqual([
    [1, 2],
    [3, 16],
  ])
  expect(filter.terms[1]).toMatchObject({ values: [{ at: 7 }, { at: 15 }] })
})

test('chips mirror the text and know the filter without them', () => {
  const chips = filterChips(parseFilter('pay is:offline  -broker:3') as Filter)
  expect(chips.map(({ text, key, negated, without }) => [text, key, negated, without])).toEqual([
    ['pay', null, false, 'is:offline -broker:3'],
    ['is:offline', 'is', false, 'pay -broker:3'],
    ['-broker:3', 'broker', true, 'pay is:offline'],
  ])
})

test('a facet pressed twice is as before', () => {
  expect(toggleTerm('pay', 'is:offline')).toBe('pay is:offline')
  expect(toggleTerm('pay is:offline', 'is:offline')).toBe('pay')
  expect(toggleTerm('', 'is:offline')).toBe('is:offline')
})

const anyText = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('a', 'B', '-', ':', ',', '"', '\\', '/', '*', '>', '=', ' ', 'ü'), maxLength: 20 }),
)

test('no text makes it throw, and what it reads it writes so that it reads the same', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const filter = parseFilter(text)
      if ('error' in filter) {
        expect(filter.at).toBeGreaterThanOrEqual(0)
        expect(filter.at).toBeLessThanOrEqual(text.length)
        return
      }
      const written = printFilter(filter)
      const again = parseFilter(written)
      expect('error' in again ? again : printFilter(again)).toBe(written)
      expect(bare(again as Filter)).toEqual(bare(filter))
    }),
    { numRuns: 3000 },
  )
})

const nonEmpty = anyText.filter((text) => text !== '')
const patternArbitrary: fc.Arbitrary<Pattern> = fc.oneof(
  nonEmpty.map((text): Pattern => ({ kind: 'word', text })),
  fc.stringMatching(/^[a-z.]{0,5}\*[a-z.]{0,5}$/).map((text): Pattern => ({ kind: 'glob', text })),
  fc.constantFrom('^a+$', 'x\\/y', '[/]'.replace('/', 'z'), '').map((source): Pattern => ({ kind: 'regex', source })),
)
const placed = { negated: fc.boolean(), at: fc.constant(0), end: fc.constant(0) }
const termArbitrary: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ ...placed, kind: fc.constant('name' as const), pattern: patternArbitrary }),
  fc.record({
    ...placed,
    kind: fc.constant('key' as const),
    key: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
    values: fc.array(
      fc.record({
        operator: fc.constantFrom(null, '>', '>=', '<', '<=' as const),
        pattern: patternArbitrary,
        at: fc.constant(0),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
)

test('what is written is read back term by term', () => {
  fc.assert(
    fc.property(fc.array(termArbitrary, { maxLength: 5 }), (terms) => {
      const written = printFilter({ terms })
      fc.pre(written.length <= 500)
      const again = parseFilter(written)
      expect('error' in again ? again : bare(again)).toEqual(bare({ terms }))
    }),
    { numRuns: 2000 },
  )
})

test('a minted term holds any value', () => {
  fc.assert(
    fc.property(nonEmpty, (value) => {
      const filter = parseFilter(filterTerm('topic', value)) as Filter
      expect(filter.terms).toMatchObject([{ key: 'topic', values: [{ pattern: { kind: 'word', text: value } }] }])
    }),
  )
  expect(filterTerm('broker', 3, 5)).toBe('broker:3,5')
})

function bare({ terms }: Filter): unknown {
  return terms.map((term) =>
    term.kind === 'name'
      ? { negated: term.negated, pattern: term.pattern }
      : {
          negated: term.negated,
          key: term.key,
          values: term.values.map(({ operator, pattern }) => ({ operator, pattern })),
        },
  )
}
