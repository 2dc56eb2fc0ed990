import type { Impact } from '@perigee/contract'
import { expect, test } from 'vitest'
import type { WhatIfData } from './queries.ts'
import { type Outcome, outcomeStatus, outcomeWords, restOutcomes, verdictOutcomes } from './words.ts'

const impact = (offline: number | null, unwritable: number | null): Impact => ({
  offlinePartitions: offline,
  unwritablePartitions: unwritable,
  degradedPartitions: 700,
  finePartitions: 4_663,
  lastCopyPartitions: 9,
})

const told = (outcomes: string | readonly Outcome[]) =>
  typeof outcomes === 'string' ? outcomes : outcomes.map(outcomeWords).join(', ')

test('the outcome in a few words, singular and plural', () => {
  expect(told(verdictOutcomes({ after: impact(15, 762), verdict: 'outage' }))).toBe(
    '762 partitions refuse writes, 15 are offline',
  )
  expect(told(verdictOutcomes({ after: impact(0, 1), verdict: 'partial' }))).toBe('1 partition refuses writes')
  expect(told(verdictOutcomes({ after: impact(1, 0), verdict: 'partial' }))).toBe('1 partition is offline')
  expect(told(verdictOutcomes({ after: impact(0, 0), verdict: 'fine' }))).toBe('Every partition still takes writes')
})

test('what is not known is never told as fine', () => {
  expect(told(verdictOutcomes({ after: impact(null, 0), verdict: 'fine' }))).toBe('What would happen is not known')
  expect(told(verdictOutcomes({ after: impact(0, 0), verdict: 'unknown' }))).toBe('What would happen is not known')
})

test('the rest, with the filter that opens it', () => {
  expect(restOutcomes({ after: impact(15, 762) }).map((each) => [outcomeWords(each), each.standing])).toEqual([
    ['700 take writes with fewer copies', 'degraded'],
    ['4,663 keep all their copies', 'fine'],
    ['9 lose their last in-sync copy', null],
  ])
  const partly = restOutcomes({ after: { ...impact(0, 0), degradedPartitions: null, lastCopyPartitions: 0 } })
  expect(told(partly)).toBe('4,663 keep all their copies')
})

test('what is broken now never looks well only because nothing more is lost', () => {
  const now = { lose: '', status: 'critical' } as WhatIfData['scenarios'][number]
  expect(outcomeStatus({ lose: [], verdict: 'fine', scenarios: [now] })).toBe('critical')
  expect(outcomeStatus({ lose: ['broker:1'], verdict: 'fine', scenarios: [now] })).toBe('ok')
  expect(outcomeStatus({ lose: [], verdict: 'unknown', scenarios: [] })).toBe('unknown')
})
