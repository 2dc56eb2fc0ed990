import { expect, test } from 'vitest'
import { clusterMode } from './cluster-mode.ts'

const offering = (...keys: readonly number[]) => new Map(keys.map((key) => [key, [0, 1] as const]))

test('is told by the APIs that only one mode offers', () => {
  expect(clusterMode([offering(3, 4, 5, 6), offering(3, 4, 5, 6)])).toBe('zookeeper')
  expect(clusterMode([offering(3, 55)])).toBe('kraft')
  expect(clusterMode([offering(3, 55), offering(3, 4, 5, 6)])).toBe('migrating')
})

test('is unknown when nobody told', () => {
  expect(clusterMode([])).toBeNull()
  expect(clusterMode([offering(3)])).toBeNull()
})
