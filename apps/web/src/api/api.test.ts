import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, errorOf } from './api-error.ts'
import { apiUrl, callApi } from './call.ts'
import { connection, reportAnswer } from './connection.ts'
import { readChange } from './live.ts'
import { apiKey, isTouchedBy } from './queries.ts'
import { backOffMs } from './watch.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  reportAnswer(Date.now() + 10_000)
})

const answering = (body: unknown, status = 200) => {
  vi.stubGlobal('fetch', async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }))
}

test('a name with a slash, a dot and a space stays one segment', () => {
  const url = apiUrl({
    route: 'topic',
    params: { cluster: 'a/b', topic: 'x.y z' },
    query: { q: '', limit: 10, sort: undefined },
  })
  expect(url).toBe('/api/v1/clusters/a%2Fb/topics/x.y%20z?limit=10')
})

test('an error of the catalogue keeps code, hint, id and position', async () => {
  answering({ error: { code: 'PGE_FILTER', message: 'No such key', hint: 'Try name:', id: 'ab12', at: 4 } }, 400)
  const error = await callApi({ route: 'topics', params: { cluster: 'x' } }).catch((each) => each)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    kind: 'refused',
    code: 'PGE_FILTER',
    hint: 'Try name:',
    id: 'ab12',
    at: 4,
    status: 400,
  })
  expect(connection().state).toBe('up')
})

test('a proxy that answers in place of the server counts as silence', async () => {
  answering('<h1>Bad gateway</h1>', 502)
  await expect(callApi({ route: 'overview' })).rejects.toMatchObject({ kind: 'unreachable' })
  expect(connection().state).toBe('down')
})

test('no answer is unreachable, and an answer that is not ours is garbled', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  await expect(callApi({ route: 'overview' })).rejects.toMatchObject({ kind: 'unreachable' })
  answering('<html>', 200)
  await expect(callApi({ route: 'overview' })).rejects.toMatchObject({ kind: 'garbled' })
  expect(errorOf(500, { error: 'text' }).kind).toBe('garbled')
})

test('a query that is no longer wanted is not a failure of the server', async () => {
  const leaving = new AbortController()
  leaving.abort()
  vi.stubGlobal('fetch', async () => {
    throw new DOMException('left', 'AbortError')
  })
  await expect(callApi({ route: 'overview' }, leaving.signal)).rejects.not.toBeInstanceOf(ApiError)
  expect(connection().state).toBe('up')
})

test('a change touches the answers of its cluster that are made of it, and those that span all', () => {
  const change = { cluster: 'a', readings: ['log-dirs'] }
  const key = (route: 'topics' | 'whatIf' | 'cluster', cluster: string) => apiKey({ route, params: { cluster } })
  expect(isTouchedBy(key('topics', 'a'), change)).toBe(true)
  expect(isTouchedBy(key('topics', 'b'), change)).toBe(false)
  expect(isTouchedBy(key('whatIf', 'a'), change)).toBe(false)
  expect(isTouchedBy(apiKey({ route: 'overview' }), change)).toBe(true)
  expect(isTouchedBy(apiKey({ route: 'config' }), change)).toBe(false)
  expect(isTouchedBy(apiKey({ route: 'config' }), { cluster: null, readings: [] })).toBe(false)
  expect(isTouchedBy(key('cluster', 'a'), { cluster: null, readings: [] })).toBe(true)
})

test('an event that is not ours is ignored', () => {
  expect(readChange('{"cluster":"a","readings":["topology"],"version":3}')).toEqual({
    cluster: 'a',
    readings: ['topology'],
    version: 3,
  })
  for (const text of ['', 'null', '{}', '[1]', '{"readings":"all"}']) expect(readChange(text)).toBeNull()
})

test('tries slow down and stay slow', () => {
  expect([0, 1, 2, 3, 4, 50].map(backOffMs)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
})
