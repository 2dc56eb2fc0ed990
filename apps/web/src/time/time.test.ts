import { expect, test } from 'vitest'
import { freshnessAt, instantMs } from './freshness.ts'
import { rangeMs } from './range.ts'
import { nextOffset } from './server-clock.ts'
import {
  ageWords,
  clockWords,
  durationWords,
  fullTimeWords,
  pointWords,
  setTimeWords,
  shortTimeWords,
  tickWords,
} from './words.ts'

const AT = Date.parse('2026-11-22T02:50:48Z')
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [8_400, '8 s'],
  [119_000, '119 s'],
  [42 * 60_000, '42 min'],
  [3 * 3_600_000 + 5 * 60_000, '3 h 5 min'],
  [4 * 3_600_000, '4 h'],
  [26 * 3_600_000, '1 d 2 h'],
  [12 * 86_400_000, '12 d'],
  [-5, '0 ms'],
])('%i ms is said as %s', (ms, words) => {
  expect(plain(durationWords(ms))).toBe(words)
})

test('an age below a second is not said in milliseconds', () => {
  expect(plain(ageWords(300))).toBe('0 s')
})

test('times are in UTC unless asked otherwise, and the full one names its zone', () => {
  expect(clockWords(AT, 'utc')).toBe('02:50:48')
  expect(clockWords(AT, 'utc', 'minutes')).toBe('02:50')
  expect(fullTimeWords(AT, 'utc')).toBe('22 Nov 2026, 02:50:48 UTC')
})

test('an instant of another day says its day', () => {
  expect(shortTimeWords(AT, AT + 60_000, { zone: 'utc' })).toBe('02:50:48')
  expect(shortTimeWords(AT, AT + 3 * 86_400_000, { zone: 'utc' })).toBe('22 Nov 02:50')
})

test('a reading turns late and lost by itself, and stays never without a first one', () => {
  expect(freshnessAt(AT, 10_000, AT + 20_000)).toBe('fresh')
  expect(freshnessAt(AT, 10_000, AT + 20_001)).toBe('late')
  expect(freshnessAt(AT, 10_000, AT + 50_001)).toBe('lost')
  expect(freshnessAt(null, 10_000, AT)).toBe('never')
  expect(instantMs('not a time')).toBeNull()
})

test('the server clock keeps the best of samples that are cut to seconds, and follows a clock that was set', () => {
  expect(nextOffset(null, -700)).toBe(-700)
  expect(nextOffset(-700, -100)).toBe(-100)
  expect(nextOffset(-100, -900)).toBe(-100)
  expect(nextOffset(-100, 180_000)).toBe(180_000)
})

test('a window is read from its words', () => {
  expect(rangeMs('now-90m')).toBe(90 * 60_000)
  expect(rangeMs('now-3h')).toBe(3 * 3_600_000)
  expect(rangeMs('yesterday')).toBeNull()
})

test.each([
  [3_600_000, '1 h'],
  [7_200_000, '2 h'],
  [5_400_000, '90 min'],
  [86_400_000, '1 d'],
  [129_600_000, '36 h'],
  [90_000, '90 s'],
  [1_500, '1,500 ms'],
  [0, '0 ms'],
])('a set time of %d ms is said exactly: %s', (ms, words) => {
  expect(plain(setTimeWords(ms))).toBe(words)
})

test('an axis says the day where the clock is not enough', () => {
  const day = 86_400_000
  expect(tickWords(AT, 'utc', day)).toBe('02:50')
  expect(tickWords(AT, 'utc', 3 * day)).toBe('22 Nov 02:50')
  expect(tickWords(AT, 'utc', 30 * day)).toBe('22 Nov')
  expect(tickWords(AT, 'utc', 700 * day)).toBe('Nov 2026')
  expect([pointWords(AT, 'utc', day), pointWords(AT, 'utc', 30 * day)]).toEqual(['02:50:48', '22 Nov 02:50'])
})
