import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderByNumber } from './number-order.ts'

const values = fc.array(
  fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN), fc.constant(-0)),
)

/** As it is said: by value, unknown last, equal ones as they stand. */
function plain(list: readonly number[], sign: number): number[] {
  return list
    .map((_, index) => index)
    .sort((a, b) => {
      const [left, right] = [list[a] as number, list[b] as number]
      if (Number.isNaN(left) || Number.isNaN(right))
        return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b
      return left === right ? a - b : left < right ? -sign : sign
    })
}

test('numbers of every size and sign come in order, both ways', () => {
  fc.assert(
    fc.property(values, (list) => {
      expect([...orderByNumber(list, { descending: false })]).toEqual(plain(list, 1))
      expect([...orderByNumber(list, { descending: true })]).toEqual(plain(list, -1))
    }),
    { numRuns: 500 },
  )
})

test('infinities stand at their ends, before what is not known', () => {
  const list = [Number.NaN, Number.NEGATIVE_INFINITY, 5, Number.POSITIVE_INFINITY, -5]
  expect([...orderByNumber(list, { descending: false })]).toEqual([1, 4, 2, 3, 0])
  expect([...orderByNumber(list, { descending: true })]).toEqual([3, 2, 4, 1, 0])
})
