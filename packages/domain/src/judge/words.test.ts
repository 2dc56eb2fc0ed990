import { expect, test } from 'vitest'
import { counted, durationWords, listed, midSentence, sinceWords } from './words.ts'

test('counts, lists and durations read like sentences', () => {
  expect([
    counted(1, 'broker'),
    counted(6140, 'partition'),
    counted(1_234_567, 'row'),
    counted(0, 'copy', 'copies'),
  ]).toEqual(['1 broker', '6,140 partitions', '1,234,567 rows', '0 copies'])
  expect([listed([]), listed([3]), listed([3, 5]), listed([1, 2, 3, 4]), listed([1, 2, 3, 4, 5, 6])]).toEqual([
    '',
    '3',
    '3 and 5',
    '1, 2, 3 and 4',
    '1, 2, 3 and 3 more',
  ])
  expect([0, 8_000, 60_000, 252_000, 11_100_000, 187_200_000].map(durationWords)).toEqual([
    '0 s',
    '8 s',
    '1 min',
    '4 min 12 s',
    '3 h 5 min',
    '2 d 4 h',
  ])
})

test('an onset of today is a time, an older one has its day', () => {
  const now = Date.UTC(2026, 10, 22, 2, 55)
  expect(sinceWords(now - 42 * 60_000, now)).toBe('since 02:13')
  expect(sinceWords(now - 30 * 3_600_000, now)).toBe('since 20 Nov, 20:55')
})

test('phrases inside a sentence start small, names do not', () => {
  expect(midSentence('Broker 3 is down')).toBe('broker 3 is down')
  expect(midSentence('ZooKeeper has no quorum')).toBe('ZooKeeper has no quorum')
})
