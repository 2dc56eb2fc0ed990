import { expect, test } from 'vitest'
import { chartSummary, endLabels } from './chart-words.ts'
import { type ChartData, chartRows, gapsOf, niceTop, timeTicks, windowOf } from './series.ts'

const MINUTE = 60_000
const data = (values: (number | null)[]): ChartData => ({
  at: values.map((_, index) => index * 15_000),
  stepMs: 15_000,
  series: [{ label: 'now', values }],
})

test('two expected points that are missing are a gap, one is not', () => {
  expect(gapsOf(data([1, null, 1, 1]), 0, 45_000)).toEqual([])
  expect(gapsOf(data([1, null, null, 1]), 0, 45_000)).toEqual([{ fromMs: 0, toMs: 45_000 }])
  expect(gapsOf(data([1, null, null, null]), 0, 45_000)).toEqual([{ fromMs: 0, toMs: 45_000 }])
  expect(gapsOf(data([null, null, null, null]), 0, 45_000)).toEqual([{ fromMs: 0, toMs: 45_000 }])
})

test('unknown stays unknown on its way to the drawing', () => {
  expect(chartRows(data([0, null]))).toEqual([
    { at: 0, s0: 0 },
    { at: 15_000, s0: null },
  ])
})

test.each([
  [778, 'count', 1_000],
  [9, 'count', 10],
  [1, 'count', 2],
  [422_000, 'per-second', 500_000],
  [0, 'count', 1],
  [3 * 1024 ** 3, 'bytes', 5 * 1024 ** 3],
] as const)('an axis for %d %s ends at %d', (largest, unit, top) => {
  expect(niceTop(largest, unit)).toBe(top)
})

test('ticks are round and few', () => {
  const ticks = timeTicks(7 * MINUTE, 67 * MINUTE)
  expect(ticks).toEqual([10, 20, 30, 40, 50, 60].map((minute) => minute * MINUTE))
  for (const hours of [6, 24, 72, 720, 8_760, 17_520])
    expect(timeTicks(0, hours * 60 * MINUTE).length).toBeLessThanOrEqual(8)
})

test('time before the record is no gap: the axis begins with the record, but never too narrow', () => {
  expect(windowOf({ toMs: 100 * MINUTE, wantedMs: 60 * MINUTE, startedAt: 0 })).toEqual({
    fromMs: 40 * MINUTE,
    startedMs: null,
  })
  expect(windowOf({ toMs: 100 * MINUTE, wantedMs: 60 * MINUTE, startedAt: 70 * MINUTE }).fromMs).toBe(70 * MINUTE)
  expect(windowOf({ toMs: 100 * MINUTE, wantedMs: 60 * MINUTE, startedAt: 99 * MINUTE }).fromMs).toBe(95 * MINUTE)
})

test('the summary tells range, last value and gaps, and never calls unknown zero', () => {
  const window = { unit: 'count' as const, fromMs: 0, toMs: 45_000 }
  expect(chartSummary('Offline', data([0, null, null, 3]), window)).toBe(
    'Offline, last 45\u00a0s. now: between 0 and 3, last 3; one span without data.',
  )
  expect(chartSummary('Offline', data([null, null, null, null]), window)).toContain('now: no data')
})

test('a line that broke off has no value now, however good its last one was', () => {
  expect(endLabels(data([5, 5, null, null, null]), 'count', 10)).toMatchObject([{ value: null, topPercent: 100 }])
  expect(endLabels(data([5, 5, 5, null]), 'count', 10)).toMatchObject([{ value: '5', topPercent: 50 }])
})

test('labels at line ends do not cover each other', () => {
  const close: ChartData = {
    at: [0],
    stepMs: 1,
    series: [
      { label: 'a', values: [50] },
      { label: 'b', values: [51] },
      { label: 'c', values: [null] },
    ],
  }
  const labels = endLabels(close, 'count', 100)
  const tops = labels.map(({ topPercent }) => topPercent).toSorted((a, b) => a - b)
  expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeGreaterThanOrEqual(11)
  expect(labels[2]?.value).toBeNull()
})
