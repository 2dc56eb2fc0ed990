import { expect, test } from 'vitest'
import { csvCell, csvChunks } from './csv.ts'
import { orderOf, sortSpec } from './order.ts'
import { both, pick, windowOf } from './window.ts'

test('a limit beyond the cap is capped and said', () => {
  expect(windowOf({ limit: 1e9 })).toEqual({ offset: 0, limit: 1000 })
  expect(windowOf({})).toEqual({ offset: 0, limit: 100 })
})

test('an offset beyond the end is an empty window that still knows how many match', () => {
  const order = Uint32Array.from([3, 1, 2, 0])
  expect(pick(order, (index) => index > 0, { offset: 9, limit: 5 })).toMatchObject({ matched: 3, window: [] })
  expect(pick(order, (index) => index > 0, { offset: 1, limit: 5 })).toMatchObject({ matched: 3, window: [1, 2] })
  expect(pick(order, null, { offset: 1, limit: 2 })).toMatchObject({ matched: 4, window: [1, 2] })
})

test('absent tests pass everything, two must both pass', () => {
  expect(both(null, null)).toBeNull()
  const test = both(
    (index) => index > 1,
    (index) => index < 3,
  )
  expect([1, 2, 3].map((index) => test?.(index))).toEqual([false, true, false])
})

test('unknown comes last in both directions and equal rows keep their natural order', () => {
  const table = {}
  const column = () => ({ kind: 'numbers', values: [2, Number.NaN, 1, 2] }) as const
  expect([...orderOf(table, sortSpec('size'), { count: 4, column })]).toEqual([2, 0, 3, 1])
  expect([...orderOf(table, sortSpec('-size'), { count: 4, column })]).toEqual([0, 3, 2, 1])
  const texts = () => ({ kind: 'texts', values: ['b', null, 'a'] }) as const
  expect([...orderOf({}, sortSpec('-cleanup'), { count: 3, column: texts })]).toEqual([0, 2, 1])
})

test('an order is worked out once per table', () => {
  const table = {}
  let asked = 0
  const column = () => {
    asked += 1
    return { kind: 'numbers', values: [1, 0] } as const
  }
  orderOf(table, sortSpec('x'), { count: 2, column })
  orderOf(table, sortSpec('x'), { count: 2, column })
  expect(asked).toBe(1)
})

test('cells cannot become formulas and unknown is a word', () => {
  expect(csvCell('=cmd()')).toBe("'=cmd()")
  expect(csvCell('-topic')).toBe("'-topic")
  expect(csvCell('a,"b"')).toBe('"a,""b"""')
  expect(csvCell(-1)).toBe('-1')
  expect(csvCell(null)).toBe('unknown')
  expect([...csvChunks(['n'], [1, 2], (index) => [index])].join('')).toBe('n\r\n1\r\n2\r\n')
})
