import type { Vital } from '@perigee/contract'
import { expect, test } from 'vitest'
import { FIRST_VITALS, measureOf, shownVitals } from './vital-measures.ts'

const vital = (title: string, more: Partial<Vital> = {}): Vital => ({
  key: title,
  title,
  group: 'times',
  unit: 'ms',
  value: 1,
  median: 1,
  rank: 1,
  of: 3,
  peers: [1, 1],
  status: 'ok',
  provenance: 'gauge',
  ...more,
})

test('what is not told has no row', () => {
  expect(shownVitals([vital('a', { value: null }), vital('b')], 'open').map(({ title }) => title)).toEqual(['b'])
})

test('the first ones are shown, and every one in trouble', () => {
  const many = Array.from({ length: 40 }, (_, at) => vital(`${at}`, { status: at < 20 ? 'warning' : 'ok' }))
  expect(shownVitals(many, 'folded')).toHaveLength(20)
  expect(shownVitals(many.slice(20), 'folded')).toHaveLength(FIRST_VITALS)
  expect(shownVitals(many, 'open')).toHaveLength(40)
})

test('a row has the words of the vital', () => {
  expect(measureOf(vital('Log flush time, p99', { status: 'warning', value: 880 }))).toMatchObject({
    measure: 'Log flush time, p99',
    value: 880,
    status: 'warning',
    href: null,
  })
})
