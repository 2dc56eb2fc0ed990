import type { PreflightCheck } from '@perigee/contract'
import { expect, test } from 'vitest'
import { checkFacets, filterChecks } from './filter.ts'

const check = (id: string, over: Partial<PreflightCheck> = {}): PreflightCheck => ({
  id,
  family: 'copies',
  title: 'Every partition has three copies',
  severity: 'critical',
  state: 'fail',
  status: 'critical',
  evidence: 'One copy only: 3 partitions of 1 topic (single).',
  details: ['single: 1 copy'],
  detailCount: 1,
  reason: 'It matters.',
  fix: 'Raise it.',
  command: 'kafka-reassign-partitions.sh',
  href: null,
  ...over,
})
const CHECKS = [
  check('replication-factor'),
  check('authorizer', { family: 'security', state: 'warn', severity: 'major', evidence: 'no authorizer', details: [] }),
  check('heap', {
    family: 'processes',
    state: 'pass',
    severity: 'minor',
    title: 'Heaps',
    evidence: 'large',
    details: [],
  }),
]

test.each([
  ['', ['replication-factor', 'authorizer', 'heap']],
  ['is:fail', ['replication-factor']],
  ['is:fail,warn', ['replication-factor', 'authorizer']],
  ['-is:pass', ['replication-factor', 'authorizer']],
  ['about:security', ['authorizer']],
  ['severity:minor', ['heap']],
  ['id:factor', ['replication-factor']],
  ['SINGLE', ['replication-factor']],
  ['is:warn about:copies', []],
])('%j', (q, ids) => {
  const found = filterChecks(q, CHECKS)
  expect('message' in found ? found : found.map(({ id }) => id)).toEqual(ids)
})

test('an unknown key is refused at its place', () => {
  expect(filterChecks('is:fail rf:1', CHECKS)).toMatchObject({ at: 8 })
})

test('facets count every state, those of none too', () => {
  expect(
    checkFacets({ fail: 1, warn: 1, unknown: 0, pass: 1, 'not-applicable': 0 }).map(({ q, count }) => [q, count]),
  ).toEqual([
    ['is:fail', 1],
    ['is:warn', 1],
    ['is:unknown', 0],
    ['is:pass', 1],
    ['is:not-applicable', 0],
  ])
})
