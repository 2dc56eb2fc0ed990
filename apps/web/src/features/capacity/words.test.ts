import type { Full } from '@perigee/contract'
import { expect, test } from 'vitest'
import { daysWords, growthWords, rangeWords, sentenceCase, spreadWords } from './words.ts'

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null
const full = (days: number | null, earliestDays: number | null, latestDays: number | null): Full => ({
  status: 'ok',
  word: '',
  days,
  earliestDays,
  latestDays,
  assumption: '',
})

test.each([
  [0.5, '12 h'],
  [1.9, '46 h'],
  [23.4, '23 d'],
  [120, '4 months'],
  [800, '2.19 years'],
])('%d days are %s', (days, words) => {
  expect(plain(daysWords(days))).toBe(words)
})

test('what the spread of rates leaves open; nothing where there is none', () => {
  expect(plain(rangeWords(full(23, 18, 31)))).toBe('18 d to 31 d')
  expect(plain(rangeWords(full(23, 18, null)))).toBe('18 d at the earliest')
  expect(rangeWords(full(23, 23, 23.2))).toBeNull()
  expect(rangeWords(full(null, 18, 31))).toBeNull()
})

test('growth has a sign, and its spread is told where it is known', () => {
  expect(plain(growthWords(44e9))).toBe('+41 GiB')
  expect(plain(growthWords(-1024))).toBe('−1 KiB')
  expect(growthWords(0)).toBe('0')
  const none = {
    bytesPerDay: null,
    lowBytesPerDay: null,
    highBytesPerDay: null,
    overMs: null,
    text: 'too little history',
  }
  expect(spreadWords(none)).toBe('too little history')
})

test('a clause becomes a sentence once', () => {
  expect(sentenceCase('at the rate of the past 6 h')).toBe('At the rate of the past 6 h.')
  expect(sentenceCase('Done.')).toBe('Done.')
  expect(sentenceCase('')).toBe('')
})
