import { expect, test } from 'vitest'
import { readRequest, STEPS } from './command-line.ts'

test('without words everything runs, and skipping is allowed', () => {
  expect(readRequest([], {})).toEqual({ steps: STEPS, filters: [], skipping: 'allowed' })
})

test('selects steps and hands the rest to vitest', () => {
  expect(readRequest(['unit', 'domain'], {})).toMatchObject({ steps: ['unit'], filters: ['domain'] })
  expect(readRequest(['browser'], {})).toMatchObject({ steps: ['page', 'browser'] })
  expect(readRequest(['quick'], {})).toMatchObject({ steps: ['types', 'lint', 'arrows', 'unit'] })
})

test('skipping is forbidden by flag or environment', () => {
  expect(readRequest(['--no-skip'], {})).toMatchObject({ skipping: 'forbidden' })
  expect(readRequest([], { PERIGEE_NO_SKIP: '1' })).toMatchObject({ skipping: 'forbidden' })
})

test('an unknown option is refused, with the usage', () => {
  expect(readRequest(['--wat'], {})).toContain('Unknown option --wat')
})
