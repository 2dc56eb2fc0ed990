import { expect, test } from 'vitest'
import { asSentence, evidenceText, losableWords, milliseconds, statusNow } from './words.ts'

test('evidence is said with its unit, and a text without a number alone', () => {
  expect(evidenceText({ text: 'recent_avg_fsynctime', value: 141.34, unit: 'ms' })).toBe(
    'recent_avg_fsynctime 141\u00a0ms',
  )
  expect(evidenceText({ text: 'a majority is', value: 2, unit: '' })).toBe('a majority is 2')
  expect(evidenceText({ text: 'znode_count', value: 1_200_000, unit: 'znodes' })).toBe(
    'znode_count 1,200,000\u00a0znodes',
  )
  expect(evidenceText({ text: 'broker 3 was last caught up', value: 65_000, unit: 'ms ago' })).toMatch(
    /^broker 3 was last caught up 65\ss ago$/,
  )
  expect(evidenceText({ text: 'zk-3:2181: connection refused', value: null, unit: '' })).toBe(
    'zk-3:2181: connection refused',
  )
})

test('what may fail is a word when it is nothing, and unknown stays unknown', () => {
  expect([losableWords(0), losableWords(2), losableWords(null)]).toEqual(['none', '2', null])
})

test('milliseconds keep their digits below a second', () => {
  expect(milliseconds(0.42)).toBe('0.42\u00a0ms')
  expect(milliseconds(1_500)).not.toContain('ms')
})

test('what was OK at the last answer is not OK once that is lost', () => {
  expect([statusNow('ok', 'fresh'), statusNow('ok', 'late'), statusNow('ok', 'lost')]).toEqual(['ok', 'ok', 'unknown'])
})

test('a reason becomes a sentence', () => {
  expect(asSentence('connection refused')).toBe('Connection refused.')
})
