import type { Source } from '@perigee/contract'
import { expect, test } from 'vitest'
import { filterSources, stateFacets } from './filter.ts'

const source = (cluster: string, kind: string, state: Source['state']): Source => ({
  id: `${cluster}/${kind}`,
  cluster,
  kind,
  title: kind,
  target: '3 brokers',
  state,
  word: state,
  intervalMs: 10_000,
  lastSuccessAt: null,
  ageMs: null,
  attemptedAt: null,
  nextAttemptAt: null,
  durationMs: null,
  durationP95Ms: null,
  failuresLastHour: 0,
  since: null,
  code: null,
  reason: state === 'lost' ? 'ECONNREFUSED' : null,
  hint: null,
  dependants: [],
  requests: 0,
  bytes: 0,
})
const ALL = [source('audit-us', 'kafka.registry', 'lost'), source('payments-eu', 'kafka.topology', 'fresh')]
const found = (q: string) => {
  const result = filterSources(q, ALL)
  return Array.isArray(result) ? result.map(({ cluster }) => cluster) : result
}

test('states, keys, words of the reason, and all but', () => {
  expect(found('is:lost')).toEqual(['audit-us'])
  expect(found('is:lost,fresh')).toEqual(['audit-us', 'payments-eu'])
  expect(found('kind:topology')).toEqual(['payments-eu'])
  expect(found('econnrefused')).toEqual(['audit-us'])
  expect(found('-cluster:audit')).toEqual(['payments-eu'])
  expect(found('')).toHaveLength(2)
})

test('an unknown key is a mistake at its character, not an empty list', () => {
  expect(found('is:lost colour:red')).toMatchObject({ at: 8 })
})

test('lost and late are always counted, other states when there are any', () => {
  expect(stateFacets(ALL)).toEqual([
    { q: 'is:lost', count: 1 },
    { q: 'is:late', count: 0 },
    { q: 'is:fresh', count: 1 },
  ])
})
