import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestName, nearestNames } from './nearest.ts'

const NAMES = ['payments.captured', 'payments.refunded', 'orders.v2', 'clicks']

test('a slip of the finger finds the name that was meant', () => {
  expect(nearestName('payments.catpured', NAMES)).toBe('payments.captured')
  expect(nearestName('ORDERS.V2', NAMES)).toBe('orders.v2')
  expect(nearestName('refunded', NAMES)).toBe('payments.refunded')
})

test('a name far from all is near none', () => {
  expect(nearestName('zookeeper', NAMES)).toBeNull()
  expect(nearestName('', [])).toBeNull()
  expect(nearestNames('payments', NAMES, 3)).toEqual(['payments.captured', 'payments.refunded'])
})

test('the band finds what the whole table finds', () => {
  const word = fc.stringMatching(/^[abc.]{0,12}$/)
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 5 }), (typed, names) => {
      const allowed = Math.max(2, Math.floor(typed.length / 3))
      const found = nearestNames(typed, names, 5)
      const contained = (name: string) => name.includes(typed) && typed.length > 2
      expect([...found].sort()).toEqual(names.filter((name) => contained(name) || edits(typed, name) <= allowed).sort())
    }),
  )
})

/** The textbook's way. */
function edits(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j))
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1)
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
  return rows[a.length]![b.length]!
}
