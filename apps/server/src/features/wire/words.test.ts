import { expect, test } from 'vitest'
import {
  bytesWords,
  clockSecondsWords,
  clockWords,
  durationWords,
  exactDurationWords,
  instantOf,
  listWords,
  plural,
  thousands,
} from './words.ts'

const MINUTE = 60_000

test('durations name at most two units and never a negative one', () => {
  expect([0, 12_400, 59_600, 252_000, 42 * MINUTE, 125 * MINUTE, 292 * 60 * MINUTE, -5].map(durationWords)).toEqual([
    '0 s',
    '12 s',
    '1 min',
    '4 min 12 s',
    '42 min',
    '2 h 5 min',
    '12 d 4 h',
    '0 s',
  ])
})

test('limits are said in the unit that people set', () => {
  expect([7 * 86_400_000, 36 * 3_600_000, 90_000, 1500, 0].map(exactDurationWords)).toEqual([
    '7 d',
    '36 h',
    '90 s',
    '1,500 ms',
    '0 ms',
  ])
})

test('times are UTC and name the day when it is another one', () => {
  const now = Date.UTC(2026, 10, 22, 2, 55)
  expect(clockWords(Date.UTC(2026, 10, 22, 2, 13, 4), now)).toBe('02:13')
  expect(clockWords(Date.UTC(2026, 10, 21, 23, 59), now)).toBe('21 Nov 23:59')
  expect(clockSecondsWords(Date.UTC(2026, 10, 22, 2, 50, 48), now)).toBe('02:50:48')
  expect(instantOf(now)).toBe('2026-11-22T02:55:00.000Z')
  expect([instantOf(undefined), instantOf(null), instantOf(Number.NaN)]).toEqual([null, null, null])
})

test('counts and lists read as a person says them', () => {
  expect(plural(1, 'partition')).toBe('1 partition')
  expect(plural(6140, 'partition')).toBe('6,140 partitions')
  expect([999, 100_000, 1_234_567].map(thousands)).toEqual(['999', '100,000', '1,234,567'])
  expect(listWords([])).toBe('none')
  expect(listWords([7])).toBe('7')
  expect(listWords([7, 11])).toBe('7 and 11')
  expect(listWords([1, 2, 3, 4, 5, 6])).toBe('1, 2, 3 and 3 more')
  expect([0, 1023, 61.84 * 1024 ** 3].map(bytesWords)).toEqual(['0 B', '1,023 B', '61.8 GiB'])
})
