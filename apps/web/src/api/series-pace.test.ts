import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { apiKey, apiQuery } from './queries.ts'
import { isFresh, isSettled } from './series-pace.ts'

const READ_AT = 1_800_000_000_000
const MINUTE = 60_000

function answered(query: Readonly<Record<string, string>>, { stepMs = 15_000, status = 'success' as const } = {}) {
  const queryKey = apiKey({ route: 'series', query: { cluster: 'a', metric: 'brokersUp', ...query } })
  return { queryKey, state: { data: { data: { stepMs } }, dataUpdatedAt: READ_AT, status } } as never
}

test('events before the next point can be there cost no question', () => {
  const read = answered({ from: 'now-1h' })
  expect([1_000, 11_000, 13_000].map((ageMs) => isFresh(read, READ_AT + ageMs))).toEqual([true, true, false])
  const week = answered({ from: 'now-7d' }, { stepMs: 30 * MINUTE })
  expect([50_000, 61_000].map((ageMs) => isFresh(week, READ_AT + ageMs))).toEqual([true, false])
  // A clock that was set back.
  expect(isFresh(read, READ_AT - 1)).toBe(false)
  expect(isFresh(answered({ from: 'now-1h' }, { status: 'error' as never }), READ_AT + 1_000)).toBe(false)
})

test('a window that ended long before it was read is never asked for again', () => {
  const fixed = (endedMinutesAgo: number) =>
    answered({ from: String(READ_AT - 60 * MINUTE), to: String(READ_AT - endedMinutesAgo * MINUTE) })
  expect([1, 4].map((minutes) => isSettled(fixed(minutes)))).toEqual([false, true])
  expect(isFresh(fixed(4), READ_AT + 1_000 * MINUTE)).toBe(true)
  expect(isSettled(answered({ from: 'now-1h' }))).toBe(false)
  const around = (minutesAgo: number) => answered({ at: String(READ_AT - minutesAgo * MINUTE) })
  expect([20, 32, 34].map((minutes) => isSettled(around(minutes)))).toEqual([false, false, true])
})

test('while another window is read the old lines stay, of another broker they do not', () => {
  const client = new QueryClient()
  const ask = (query: Readonly<Record<string, string | number>>) =>
    apiQuery<string>({ route: 'series', query: { cluster: 'a', metric: 'bytes_in', ...query } }, { keepPrevious: true })
  const first = ask({ broker: 1, from: 'now-1h' })
  client.setQueryData(first.queryKey, { data: 'lines of 1' } as never)
  const never = { queryFn: () => new Promise<never>(() => undefined) }
  const observer = new QueryObserver(client, { ...first, ...never })
  const stop = observer.subscribe(() => undefined)
  observer.setOptions({ ...ask({ broker: 1, from: 'now-6h' }), ...never })
  expect(observer.getCurrentResult().data).toEqual({ data: 'lines of 1' })
  observer.setOptions({ ...ask({ broker: 2, from: 'now-6h' }), ...never })
  expect(observer.getCurrentResult().data).toBeUndefined()
  stop()
  client.clear()
})
