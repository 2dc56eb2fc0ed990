import { expect, test } from 'vitest'
import { quantileOf, sumOf } from './stage.ts'

const SHARES = [0.5, 0.95, 0.99] as const

test('a fetch takes no longer than it is willing to wait and the other stages take', () => {
  const wait = { typical: 500, atMost: 502 }
  const work = { typical: 0.5 }
  const whole = sumOf([wait, work])
  for (const share of SHARES) {
    expect(quantileOf(whole, share)).toBeLessThanOrEqual(502 + quantileOf(work, 0.99))
    expect(quantileOf(whole, share)).toBeGreaterThanOrEqual(quantileOf(wait, share))
  }
})

test('what is slow in one stage is slow in the sum', () => {
  const slow = { typical: 2, slow: { typical: 300, share: 0.3 } }
  expect(quantileOf(sumOf([slow, { typical: 1 }]), 0.99)).toBeGreaterThan(300)
  expect(quantileOf(sumOf([slow, { typical: 1 }]), 0.5)).toBeLessThan(20)
  expect(quantileOf(sumOf([{ typical: 2 }, { typical: 1 }]), 0.99)).toBe(quantileOf({ typical: 3 }, 0.99))
})
