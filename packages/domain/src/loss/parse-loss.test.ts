import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LossTerm, parseLoss, printLossTerm } from './parse-loss.ts'

const terms = (text: string) => {
  const parsed = parseLoss(text)
  return 'error' in parsed ? parsed : parsed.terms
}

test('terms of every kind, with their places', () => {
  expect(terms('broker:3, rack:b,dc:x y,controllers:1')).toEqual([
    { kind: 'broker', id: 3, at: 0 },
    { kind: 'rack', name: 'b', at: 10 },
    { kind: 'dc', name: 'x y', at: 17 },
    { kind: 'controllers', count: 1, at: 24 },
  ])
  expect(terms('')).toEqual([])
  expect(terms('rack:"a,\\"b"')).toEqual([{ kind: 'rack', name: 'a,"b', at: 0 }])
})

test.each([
  ['broker:x', 'broker: takes a number', 7],
  ['broker:', 'A value must follow broker:', 7],
  ['broker:1,,rack:b', 'Expected broker:ID, rack:NAME, dc:NAME or controllers:N, separated by commas', 9],
  ['broker:1,', 'Something must follow the comma', 9],
  ['broker:1, node:2', 'Expected broker:ID, rack:NAME, dc:NAME or controllers:N, separated by commas', 10],
  ['rack:"a', 'The quotes are not closed, or no comma follows them', 0],
  ['x'.repeat(2001), 'At most 2000 characters', 2000],
])('%s is refused: %s', (text, error, at) => {
  expect(terms(text)).toEqual({ error, at })
})

const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[\n\r\u2028\u2029]/.test(text))
const term: fc.Arbitrary<LossTerm> = fc.oneof(
  fc.record({ kind: fc.constant('broker' as const), id: fc.nat(), at: fc.constant(0) }),
  fc.record({ kind: fc.constant('rack' as const), name, at: fc.constant(0) }),
  fc.record({ kind: fc.constant('dc' as const), name, at: fc.constant(0) }),
  fc.record({ kind: fc.constant('controllers' as const), count: fc.nat(), at: fc.constant(0) }),
)

test('what is written is read back, and no text makes it throw', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 5 }), (loss) => {
      const read = parseLoss(loss.map(printLossTerm).join(','))
      expect('error' in read ? read : read.terms.map((each) => ({ ...each, at: 0 }))).toEqual(loss)
    }),
    { numRuns: 1000 },
  )
  const typed = fc.string({
    unit: fc.constantFrom('broker', 'rack', ':', ',', '"', '\\', '3', ' ', 'é'),
    maxLength: 15,
  })
  fc.assert(
    fc.property(typed, (text) => {
      const read = parseLoss(text)
      if ('error' in read) expect(read.at).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 2000 },
  )
})
