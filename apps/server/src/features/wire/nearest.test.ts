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
