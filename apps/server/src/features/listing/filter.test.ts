import { expect, test } from 'vitest'
import type { FilterKeys } from './fields.ts'
import { readFilter } from './filter.ts'

const ROWS = [
  { name: 'payments.captured', rf: 3, size: 5e9, brokers: ['1', '2'] },
  { name: 'payments.Test', rf: 1, size: Number.NaN, brokers: ['3'] },
  { name: 'orders', rf: 3, size: 0, brokers: ['1', '3'] },
]
const KEYS: FilterKeys = {
  name: (index) => ROWS[index]?.name ?? '',
  conditions: { big: (index) => (ROWS[index]?.size ?? 0) > 1e9 },
  fields: {
    topic: { kind: 'text', of: (index) => ROWS[index]?.name ?? null },
    rf: { kind: 'number', unit: 'count', of: (index) => ROWS[index]?.rf ?? Number.NaN },
    size: { kind: 'number', unit: 'bytes', of: (index) => ROWS[index]?.size ?? Number.NaN },
    broker: { kind: 'set', has: (index, pass) => (ROWS[index]?.brokers ?? []).some(pass) },
  },
}

const matched = (text: string) => {
  const pass = readFilter(text, KEYS)
  return [0, 1, 2].filter((index) => pass === null || pass(index))
}

test('words, phrases, wildcards and patterns match the name', () => {
  expect(matched('')).toEqual([0, 1, 2])
  expect(matched('PAY test')).toEqual([1])
  expect(matched('"ments.c"')).toEqual([0])
  expect(matched('pay*')).toEqual([0, 1])
  expect(matched('/^o.*s$/')).toEqual([2])
  expect(matched('-payments')).toEqual([2])
})

test('a key takes the whole value, several with a comma, and a minus turns it round', () => {
  expect(matched('topic:orders')).toEqual([2])
  expect(matched('topic:order')).toEqual([])
  expect(matched('topic:pay*,orders')).toEqual([0, 1, 2])
  expect(matched('broker:3')).toEqual([1, 2])
  expect(matched('-broker:3')).toEqual([0])
  expect(matched('is:big rf:3')).toEqual([0])
})

test('comparisons carry units, and unknown passes none of them', () => {
  expect(matched('size:>=1GiB')).toEqual([0])
  expect(matched('size:<1k')).toEqual([2])
  expect(matched('rf:>1')).toEqual([0, 2])
})

test('what cannot be read is refused with its place and the nearest word', () => {
  const refused = (text: string) => {
    try {
      readFilter(text, KEYS)
    } catch (error) {
      return error
    }
    return null
  }
  expect(refused('rf:3 sise:3')).toMatchObject({
    code: 'PGE_INVALID_FILTER',
    status: 400,
    at: 5,
    hint: 'Did you mean size:?',
  })
  expect(refused('is:bog')).toMatchObject({ at: 0, hint: 'Did you mean is:big?' })
  expect(refused('a "b')).toMatchObject({ at: 2 })
  expect(refused('/(/')).toMatchObject({ at: 0 })
  expect(refused('size:large')).toMatchObject({ at: 0 })
})
