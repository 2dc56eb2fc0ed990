import { expect, test } from 'vitest'
import type { SeriesData } from '../../api/series.ts'
import { chartOf, isBlank, mergeParts, startedMs } from './merge-series.ts'

const answer = (at: number[], mean: (number | null)[], max = mean): SeriesData =>
  ({
    at,
    stepMs: 10,
    startedAt: new Date(at[0] ?? 0).toISOString(),
    series: [{ label: 'a', node: 1, mean, min: mean, max }],
  }) as unknown as SeriesData

test('answers of different instants share one axis; what one does not have is unknown there', () => {
  const merged = mergeParts(
    [
      { label: 'x', data: answer([0, 10], [1, 2]) },
      { label: 'y', data: answer([10, 20], [3, 0]) },
      { label: 'z', data: null },
    ],
    'mean',
  )
  expect(merged.at).toEqual([0, 10, 20])
  expect(merged.series.map(({ values }) => values)).toEqual([
    [1, 2, null],
    [null, 3, 0],
    [null, null, null],
  ])
})

test('answers made a moment apart are of the same instants', () => {
  const merged = mergeParts(
    [
      { label: 'x', data: answer([100, 110], [1, 2]) },
      { label: 'y', data: answer([103, 113], [3, 4]) },
    ],
    'mean',
  )
  expect(merged.at).toHaveLength(2)
  expect(merged.series.map(({ values }) => values)).toEqual([
    [1, 2],
    [3, 4],
  ])
})

test('the peak or the mean of a point, turned round where one shows busy for idle', () => {
  expect(chartOf(answer([0], [0.2], [0.9]), 'max').series[0]?.values).toEqual([0.9])
  expect(chartOf(answer([0, 10], [0.25, null]), 'mean', (idle) => 1 - idle).series[0]?.values).toEqual([0.75, null])
})

test('the record began with its oldest part, and nothing known is blank', () => {
  expect(startedMs([answer([30], [1]), answer([20], [1]), null])).toBe(20)
  expect(startedMs([null])).toBeNull()
  expect(isBlank(answer([0, 10], [null, null]))).toBe(true)
  expect(isBlank(answer([0, 10], [null, 0]))).toBe(false)
  expect(isBlank(null)).toBe(true)
})
