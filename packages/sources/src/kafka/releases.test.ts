import { expect, test } from 'vitest'
import { inferRelease } from './releases.ts'

type Range = readonly [number, number]

/** Offered by real brokers, as far as the table looks at it. */
const kafka391 = new Map<number, Range>([
  [0, [0, 11]], [1, [0, 17]], [2, [0, 9]], [3, [0, 12]], [4, [0, 7]], [8, [0, 9]], [9, [0, 9]], [10, [0, 6]], [11, [0, 9]],
  [16, [0, 5]], [19, [0, 7]], [24, [0, 5]], [28, [0, 4]], [29, [0, 3]], [35, [0, 4]], [37, [0, 3]], [42, [0, 2]],
  [43, [0, 2]], [44, [0, 1]], [46, [0, 0]], [60, [0, 1]],
]) // biome-ignore format: a table
const kafka431 = new Map<number, Range>([
  ...[...kafka391].filter(([key]) => key !== 4),
  [0, [0, 13]], [1, [4, 18]], [2, [1, 11]], [3, [0, 13]], [8, [2, 10]], [9, [1, 10]], [28, [0, 5]], [35, [1, 5]], [60, [0, 2]],
]) // biome-ignore format: a table

function without(apis: ReadonlyMap<number, Range>, changes: readonly (readonly [number, number])[]) {
  return new Map([...apis, ...changes.map(([key, max]) => [key, [0, max]] as const)])
}

test('names the release of real brokers', () => {
  expect(inferRelease(kafka391)).toBe('3.9')
  expect(inferRelease(kafka431)).toBe('4.3')
})

test('names a range where KRaft releases offer the same', () => {
  const kraft33 = without(kafka431, [
    [0, 9],
    [1, 13],
    [2, 7],
    [3, 12],
    [8, 8],
    [9, 8],
    [10, 4],
    [16, 4],
    [24, 3],
    [35, 4],
    [60, 0],
  ])
  expect(inferRelease(kraft33)).toBe('3.3 – 3.4')
})

test('says "or newer" beyond the newest known release', () => {
  expect(inferRelease(without(kafka431, [[28, 6]]))).toBe('4.3 or newer')
})

test('is silent about implementations whose versions fit no release', () => {
  expect(inferRelease(without(kafka391, [[9, 4]]))).toBeNull()
  expect(inferRelease(new Map())).toBeNull()
})
