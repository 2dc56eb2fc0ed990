import { expect, test } from 'vitest'
import { peerScale } from './peer-scale.ts'

test('the line starts at zero, so small differences look small', () => {
  const { value, median, peers } = peerScale(102, 100, [99, 100, 101])
  expect(value).toBe(97)
  expect(Math.abs((value ?? 0) - (median ?? 0))).toBeLessThan(2)
  expect(Math.min(...peers)).toBeGreaterThan(90)
})

test('an unknown value has no place, and a line of zeros does not divide by zero', () => {
  expect(peerScale(null, 0, [0, 0])).toEqual({ value: null, median: 3, peers: [3, 3] })
})

test('no peers at all still places the value', () => {
  expect(peerScale(5, null, [])).toEqual({ value: 97, median: null, peers: [] })
})
