import type { Endpoint } from '@perigee/contract'
import { expect, test } from 'vitest'
import { lacksOf, namesWords } from './lacks.ts'

const endpoint = (target: string, ...missing: [title: string, reason: string][]) =>
  ({ target, missing: missing.map(([title, reason]) => ({ metric: title, title, reason })) }) as unknown as Endpoint

test('a reason is told once, with all it takes, the worst first', () => {
  const lacks = lacksOf([
    endpoint('broker/1', ['Log flush time', 'no percentiles'], ['Local time', 'no percentiles']),
    endpoint('broker/2', ['Local time', 'no percentiles'], ['CPU busy', 'no node_exporter']),
  ])
  expect(lacks).toEqual([
    { reason: 'no percentiles', titles: ['Local time', 'Log flush time'], targets: ['broker/1', 'broker/2'] },
    { reason: 'no node_exporter', titles: ['CPU busy'], targets: ['broker/2'] },
  ])
  expect(lacksOf([])).toEqual([])
})

test('many names are counted', () => {
  expect(namesWords(['a', 'b'])).toBe('a, b')
  expect(namesWords(Array.from('abcdefgh'))).toBe('a, b, c, d, e, f and 2 more')
})
