import type { Change } from '@perigee/contract'
import { expect, test } from 'vitest'
import { incidentMarks } from './incident-marks.ts'

const NOON = Date.parse('2026-11-22T12:00:00Z')

function change(minute: number, status: Change['status'], text: string): Change {
  const at = new Date(NOON + minute * 60_000).toISOString()
  return { at, status, text, cluster: 'c', href: '/c/c' } as Change
}

function marked(...changes: readonly Change[]): readonly string[] {
  const newestFirst = changes.toReversed()
  return incidentMarks(newestFirst).map(({ at, text }) => `${(at - NOON) / 60_000} ${text}`)
}

test('what began last is always marked, however much went wrong before', () => {
  const fence = [0, 10, 20, 30].map((minute) => change(minute, 'critical', `Broker ${minute} is down`))
  expect(marked(...fence, change(50, 'warning', 'Broker 4 is slow because of its disk'))).toEqual([
    '20 Broker 20 is down',
    '30 Broker 30 is down',
    '50 Broker 4 is slow',
  ])
})

test('changes that came together are one mark, named by the worst of them', () => {
  expect(
    marked(
      change(0, 'warning', 'Broker 1 is behind'),
      change(1, 'critical', '4 partitions are offline'),
      change(1.5, 'critical', 'Broker 1 is down'),
    ),
  ).toEqual(['1 4 partitions are offline'])
})

test('what got well, moved or is not known is no incident', () => {
  expect(marked(change(0, 'ok', 'Over'), change(5, 'busy', 'Moving'), change(9, 'unknown', 'No data'))).toEqual([])
})
