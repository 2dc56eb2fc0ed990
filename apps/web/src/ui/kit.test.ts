import { expect, test } from 'vitest'
import { joint } from './join-words.ts'
import { linkedText } from './linked-text.ts'
import { countWords, percentWords, rateWords, sizeWords, threeDigits } from './quantity-words.ts'
import { sparkPath } from './spark-path.ts'

test.each([
  [0, '0'],
  [3, '3'],
  [1_240, '1,240'],
  [12.44, '12.4'],
  [10, '10'],
  [1.2389, '1.24'],
  [1, '1'],
  [0.012389, '0.0124'],
  [99.96, '100'],
])('%d has three significant digits', (value, text) => {
  expect(threeDigits(value)).toBe(text)
})

test('counts keep every digit', () => {
  expect(countWords(20_418)).toBe('20,418')
})

test('sizes are IEC, rates SI, and the full value goes along', () => {
  expect(sizeWords(1_330_000_000)).toEqual({ text: '1.24', unit: 'GiB', full: '1,330,000,000 bytes' })
  expect(sizeWords(512)).toMatchObject({ text: '512', unit: 'B' })
  expect(rateWords(9_999)).toMatchObject({ text: '9,999', unit: '/s' })
  expect(rateWords(412_000)).toMatchObject({ text: '412', unit: 'k/s' })
  expect(percentWords(0.712)).toMatchObject({ text: '71.2', unit: '%' })
})

test('a spark line breaks where a value is unknown and shows a lone one', () => {
  expect(sparkPath([])).toBe('')
  expect(sparkPath([null, null])).toBe('')
  expect(sparkPath([1, 1, null, 1, 1]).match(/M/g)).toHaveLength(2)
  expect(sparkPath([null, 5, null])).toMatch(/^M32 1h1$/)
  expect(sparkPath([0, 0])).not.toContain('NaN')
})

test('the parts of a sentence are joined once', () => {
  expect(joint('3 offline', ', because')).toBe('')
  expect(joint('3 offline', 'because')).toBe(' ')
  expect(joint('3 offline ', 'because')).toBe('')
  expect(joint('', 'All fine')).toBe('')
})

test('counts inside a sentence become links where they stand; others are told apart', () => {
  const counts = [
    { text: '3 offline', href: '/a' },
    { text: '9 under-replicated', href: '/b' },
    { text: '2 refusing', href: '/c' },
  ]
  const { parts, rest } = linkedText('explains 9 under-replicated and 3 offline partitions.', counts)
  expect(parts.map(({ text }) => text).join('')).toBe('explains 9 under-replicated and 3 offline partitions.')
  expect(parts.filter(({ href }) => href !== null).map(({ href }) => href)).toEqual(['/b', '/a'])
  expect(rest).toEqual([counts[2]])
  expect(linkedText('', counts)).toEqual({ parts: [], rest: counts })
})
