import { NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { timeOf, timeRange } from './time-range.ts'

test('times are read as people write them, and nothing else', () => {
  expect(timeOf('now-6h', NOW)).toBe(NOW - 21_600_000)
  expect(timeOf('now-2y', NOW)).toBe(NOW - 730 * 86_400_000)
  expect(timeOf('now/d', NOW)).toBe(Date.UTC(2026, 10, 22))
  expect(timeOf('2026-11-22T02:10:00Z', NOW)).toBe(Date.UTC(2026, 10, 22, 2, 10))
  expect(timeOf(String(NOW), NOW)).toBe(NOW)
  expect(['', 'yesterday', '2026-13-45T99:99:99Z', '2026', 'now-6', 'now-1x'].map((text) => timeOf(text, NOW))).toEqual(
    [null, null, null, 2026, null, null],
  )
})

test('an instant is half an hour before and after it, but no future', () => {
  const then = NOW - 7_200_000
  expect(timeRange({ at: String(then), from: 'now-6h' }, NOW)).toEqual({
    fromMs: then - 1_800_000,
    toMs: then + 1_800_000,
  })
  expect(timeRange({ at: 'now-5m' }, NOW).toMs).toBe(NOW)
  expect(timeRange({ at: String(NOW + 7_200_000) }, NOW)).toEqual({ fromMs: NOW - 1_800_000, toMs: NOW })
  expect(() => timeRange({ at: 'soon' }, NOW)).toThrow('at=soon is not a time')
  expect(() => timeRange({ from: 'now', to: 'now-1h' }, NOW)).toThrow('from must be before to')
})
