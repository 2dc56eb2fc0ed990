import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileFilter, type FilterKeys } from './compile-filter.ts'
import { parseFilter } from './parse-filter.ts'
import { readQuantity } from './quantities.ts'
import type { Filter } from './terms.ts'

const rows = [
  { name: 'orders.v1', status: 'ok', size: 2 ** 30, retention: 7 * 86_400_000, brokers: [1, 2], leader: '1' },
  { name: 'Orders.v1', status: 'critical', size: 500, retention: 3_600_000, brokers: [13], leader: null },
  { name: 'payments', status: 'warning', size: Number.NaN, retention: Number.NaN, brokers: [3], leader: '3' },
]
const row = (index: number) => rows[index] as (typeof rows)[number]
const keys: FilterKeys = {
  name: (index) => row(index).name,
  fields: {
    topic: { kind: 'text', of: (index) => row(index).name },
    status: { kind: 'text', of: (index) => row(index).status, values: ['critical', 'warning', 'ok'] },
    leader: { kind: 'text', of: (index) => row(index).leader },
    size: { kind: 'number', unit: 'bytes', of: (index) => row(index).size },
    retention: { kind: 'number', unit: 'duration', of: (index) => row(index).retention },
    broker: { kind: 'set', has: (index, holds) => row(index).brokers.map(String).some(holds) },
  },
  conditions: { offline: (index) => index === 1, 'under-replicated': (index) => index > 0 },
}

const found = (text: string) => {
  const compiled = compileFilter(parseFilter(text) as Filter, keys)
  return 'error' in compiled ? compiled : [0, 1, 2].filter(compiled.test)
}

test.each([
  ['', [0, 1, 2]],
  ['ORDERS', [0, 1]],
  ['orders v1', [0, 1]],
  ['"rders.v"', [0, 1]],
  ['pay*', [2]],
  ['*v1', [0, 1]],
  ['pay*v1', []],
  ['o*r*1', [0, 1]],
  ['/^o.*\\d$/', [0, 1]],
  ['-orders', [2]],
  ['topic:orders.v1', [0]],
  ['topic:orders', []],
  ['topic:orders*', [0, 1]],
  ['topic:/^Pay/', [2]],
  ['status:OK,warning', [0, 2]],
  ['-status:ok', [1, 2]],
  ['broker:3', [2]],
  ['broker:1', [0]],
  ['broker:1,3', [0, 2]],
  ['-broker:3', [0, 1]],
  ['is:offline', [1]],
  ['is:offline,under-replicated -is:offline', [2]],
  ['size:>=1GiB', [0]],
  ['size:<1GiB', [1]],
  ['-size:>=1GiB', [1]],
  ['size:unknown', [2]],
  ['-size:unknown', [0, 1]],
  ['size:500', [1]],
  ['size:500,unknown', [1, 2]],
  ['retention:>1h,<2h', [0, 1]],
  ['retention:1h', [1]],
  ['leader:3', [2]],
  ['-leader:3', [0]],
])('%s finds %j', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each([
  ['sise:5', 'sise: is not a key of this list; did you mean size:?', 0],
  ['-zzzzzz:5', 'zzzzzz: is not a key of this list; known here: is, topic, status, leader, size, retention, broker', 1],
  ['constructor:5', /is not a key of this list/, 0],
  ['is:ofline', 'is:ofline is not known; did you mean is:offline?', 3],
  ['is:offline,toString', /is:toString is not known/, 11],
  ['is:>offline', /is not known/, 3],
  ['is:off*', 'is:off* is not known; did you mean is:offline?', 3],
  ['status:fine', 'status:fine is not known; known: critical, warning, ok', 7],
  ['broker:>3', 'broker: is not a number and cannot be compared', 7],
  ['a size:>5parsec', 'size: takes a number such as 500MB, 1GiB', 7],
  ['retention:5', 'retention: takes a number such as 30s, 5m, 12h, 7d', 10],
  ['size:5*', 'size: takes a number such as 500MB, 1GiB', 5],
])('%s is refused: %s', (text, error, at) => {
  expect(found(text)).toEqual({ error: typeof error === 'string' ? error : expect.stringMatching(error), at })
})

test.each([
  ['10k', 'count', 10_000],
  ['1.5M', 'count', 1_500_000],
  ['10k/s', 'rate', 10_000],
  ['1GiB', 'bytes', 2 ** 30],
  ['500MB', 'bytes', 5e8],
  ['5m', 'duration', 300_000],
  ['1h30m', 'duration', 5_400_000],
  ['250ms', 'duration', 250],
  ['0', 'duration', 0],
  ['-1', 'count', -1],
  ['5', 'duration', null],
  ['1e9', 'count', null],
  ['0x10', 'count', null],
  ['', 'count', null],
  ['constructor', 'count', null],
  ['5constructor', 'bytes', null],
] as const)('%s as %s is %s', (text, quantity, value) => {
  expect(readQuantity(text, quantity)).toBe(value)
})

test('whatever is typed is a test or a problem with its place, never an exception', () => {
  const typed = fc.string({
    unit: fc.constantFrom('a', 's', 'size', 'is', 'topic', ':', ',', '-', '>', '=', '5', 'k', '*', '/', '"', ' ', '('),
    maxLength: 25,
  })
  fc.assert(
    fc.property(typed, (text) => {
      const filter = parseFilter(text)
      const result = 'error' in filter ? filter : compileFilter(filter, keys)
      if ('error' in result) expect(result.at).toBeLessThanOrEqual(text.length)
      else expect([0, 1, 2].filter(result.test).length).toBeLessThanOrEqual(3)
    }),
    { numRuns: 3000 },
  )
})

test('globs find what the same pattern as a regular expression finds', () => {
  const parts = fc
    .array(fc.constantFrom('a', 'b', '*'), { minLength: 1, maxLength: 6 })
    .map((glyphs) => glyphs.join(''))
  const names = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })
  fc.assert(
    fc.property(parts, names, (glob, name) => {
      fc.pre(glob.includes('*'))
      const compiled = compileFilter(parseFilter(glob) as Filter, { ...keys, name: () => name })
      const plain = new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(name)
      expect('test' in compiled && compiled.test(0)).toBe(plain)
    }),
    { numRuns: 1000 },
  )
})
