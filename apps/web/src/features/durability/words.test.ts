import type { Impact } from '@perigee/contract'
import { expect, test } from 'vitest'
import { restWords, verdictTitle } from './words.ts'

const impact = (offline: number | null, unwritable: number | null): Impact => ({
  offlinePartitions: offline,
  unwritablePartitions: unwritable,
  degradedPartitions: 700,
  finePartitions: 4_663,
  lastCopyPartitions: 9,
})

test('the outcome in a few words, singular and plural', () => {
  expect(verdictTitle({ after: impact(15, 762), verdict: 'outage' })).toBe(
    '762 partitions refuse writes, 15 are offline',
  )
  expect(verdictTitle({ after: impact(0, 1), verdict: 'partial' })).toBe('1 partition refuses writes')
  expect(verdictTitle({ after: impact(1, 0), verdict: 'partial' })).toBe('1 partition is offline')
  expect(verdictTitle({ after: impact(0, 0), verdict: 'fine' })).toBe('Every partition still takes writes')
})

test('what is not known is never told as fine', () => {
  expect(verdictTitle({ after: impact(null, 0), verdict: 'fine' })).toBe('What would happen is not known')
  expect(verdictTitle({ after: impact(0, 0), verdict: 'unknown' })).toBe('What would happen is not known')
})

test('the rest adds up in words', () => {
  expect(restWords({ after: impact(15, 762), partitions: 6_140 })).toBe(
    'Of 6,140. 700 take writes with fewer copies. 4,663 keep all their copies. 9 lose their last in-sync copy.',
  )
  expect(
    restWords({ after: { ...impact(0, 0), degradedPartitions: null, lastCopyPartitions: 0 }, partitions: null }),
  ).toBe('4,663 keep all their copies.')
})
