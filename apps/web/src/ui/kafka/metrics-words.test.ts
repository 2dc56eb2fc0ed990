import type { Change, RequestTimes } from '@perigee/contract'
import { expect, test } from 'vitest'
import { claimOf, evidenceWords } from './evidence-words.ts'
import { incidentMarks } from './incident-marks.ts'
import { reasonOf } from './missing-list.tsx'
import { STAGE_LOOKS, stageValues } from './stages.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('evidence names its unit and what the others have', () => {
  expect(plain(evidenceWords({ text: 'log flush p99', value: 880, median: 9, unit: 'ms' }))).toBe(
    'log flush p99 880 ms, median 9 ms',
  )
  expect(plain(evidenceWords({ text: 'handlers idle', value: 0.09, median: null, unit: 'ratio' }))).toBe(
    'handlers idle 9 %',
  )
  expect(evidenceWords({ text: 'CPU', value: null, median: null, unit: 'ratio' })).toBe('CPU not known')
  expect(plain(evidenceWords({ text: 'bytes in', value: 1_048_576, median: null, unit: 'B/s' }))).toBe(
    'bytes in 1 MiB/s',
  )
})

test('the claim of a sentence is loud, its evidence is not', () => {
  expect(claimOf('Broker 11 is slow: 91 % is writing')).toEqual({
    claim: 'Broker 11 is slow',
    rest: ': 91 % is writing',
  })
  expect(claimOf('Broker 11 is slow')).toEqual({ claim: 'Broker 11 is slow', rest: '' })
})

const change = (minute: number, status: Change['status'], text: string): Change => ({
  at: new Date(minute * 60_000).toISOString(),
  cluster: 'a',
  status,
  text,
  href: '/',
})

test('the worst incidents are marked, what came together once, in the order of time', () => {
  const newestFirst = [
    change(50, 'warning', 'Partitions at min ISR'),
    change(41, 'critical', '9 partitions refuse writes'),
    change(40, 'critical', 'Broker 7 is down, and has not registered since'),
    change(10, 'ok', 'All well'),
  ]
  expect(incidentMarks(newestFirst)).toEqual([
    { at: 40 * 60_000, text: 'Broker 7 is down' },
    { at: 50 * 60_000, text: 'Partitions at min ISR' },
  ])
})

test('a list of brokers is not cut in its middle, nor is an address', () => {
  expect(incidentMarks([change(1, 'warning', 'Node 10.0.0.7:2181 is not answering')])[0]?.text).toBe(
    'Node 10.0.0.7:2181 is not…',
  )
  expect(incidentMarks([change(1, 'warning', 'Brokers 1, 2 and 5 wait for follower 4')])[0]?.text).toBe(
    'Brokers 1, 2 and 5 wait f…',
  )
})

test('a chart is told why it is empty by its metric or by its very key', () => {
  const missing = [{ metric: 'req_local_ms', title: 'Local time', reason: 'no percentiles' }]
  expect(reasonOf(missing, 'req_local_ms/Produce/p99')).toBe('no percentiles')
  expect(reasonOf(missing, 'bytes_in')).toBeNull()
})

test('a stage that is not told is unknown, never zero', () => {
  const times = { stages: [{ stage: 'local', p50: 1, p95: 2, p99: 3, mean: null }] } as unknown as RequestTimes
  expect(stageValues(times, 'p99')).toEqual(STAGE_LOOKS.map(({ stage }) => (stage === 'local' ? 3 : null)))
  expect(stageValues(times, 'mean').every((value) => value === null)).toBe(true)
})
