import { expect, test } from 'vitest'
import { cellWords, columnsOf, type HeatData, rowHeightPx, rowWords } from './heat-data.ts'
import { HEAT_STEPS, heatScale, heatStep } from './heat-scale.ts'
import { moved } from './moves.ts'

const AT = Date.parse('2026-11-22T02:00:00Z')
const data = (...values: (number | null)[]): HeatData => ({
  at: values.map((_, index) => AT + index * 15_000),
  stepMs: 15_000,
  rows: [{ id: '11', label: '11', name: 'broker 11', href: '/c/a/brokers/11', loud: true, values }],
})
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const words = { unit: 'ratio', zone: 'utc' } as const

test('shares have fixed breaks, and ordinary load stays pale', () => {
  const scale = heatScale([0.2, 0.95], 'ratio')
  expect([0, 0.34, 0.35, 0.49, 0.89, 0.9, 1].map((value) => heatStep(value, scale))).toEqual([0, 0, 1, 1, 5, 6, 6])
})

test('without a capacity an even load is pale, and the one that stands out is dark', () => {
  const even = heatScale([100, 101, 99, 102], 'per-second')
  expect(heatStep(102, even)).toBe(0)
  const odd = heatScale([100, 100, 100, 100, 100, 100, 100, 1_000], 'per-second')
  expect(heatStep(100, odd)).toBe(0)
  expect(heatStep(1_000, odd)).toBe(HEAT_STEPS - 1)
  expect(heatScale([], 'count').breaks.every(Number.isFinite)).toBe(true)
})

test('more instants than cells: a cell has the most of its instants, and is unknown only when all are', () => {
  const joined = columnsOf(
    data(...Array.from({ length: 480 }, (_, index) => (index < 2 ? null : index === 3 ? 0.9 : 0.1))),
  )
  expect(joined.at).toHaveLength(240)
  expect(joined.stepMs).toBe(30_000)
  expect(joined.rows[0]?.values.slice(0, 3)).toEqual([null, 0.9, 0.1])
})

test('a row is told in words with its most, its hour and its holes', () => {
  expect(plain(rowWords(data(0.1, 0.94, null, 0.3), data(0.1, 0.94, null, 0.3).rows[0]!, words))).toBe(
    'broker 11: now 30 %, most 94 % at 02:00, 1 of 4 without data',
  )
  const silent = data(null, null)
  expect(rowWords(silent, silent.rows[0]!, words)).toBe('broker 11: no data in this window')
  const gone = data(0.5, null, null, null)
  expect(plain(rowWords(gone, gone.rows[0]!, words))).toContain('no data now')
})

test('a cell without a value says so and is never zero', () => {
  expect(plain(cellWords(data(null, 0), { row: 0, column: 0 }, words))).toBe('broker 11, 02:00:00: no data')
  expect(plain(cellWords(data(null, 0), { row: 0, column: 1 }, words))).toBe('broker 11, 02:00:15: 0 %')
})

test('two hundred rows fit a screen', () => {
  expect(rowHeightPx(200) * 200).toBeLessThanOrEqual(1_000)
  expect(rowHeightPx(24)).toBe(14)
})

test('keys move within the map', () => {
  const size = { rows: 3, columns: 5 }
  expect(moved('ArrowDown', { row: 2, column: 4 }, size)).toEqual({ row: 2, column: 4 })
  expect(moved('ArrowUp', { row: 2, column: 4 }, size)).toEqual({ row: 1, column: 4 })
  expect(moved('ArrowLeft', { row: 2, column: 0 }, size)).toEqual({ row: 2, column: 0 })
  expect(moved('Home', { row: 2, column: 3 }, size)).toEqual({ row: 2, column: 0 })
  expect(moved('End', { row: 2, column: 3 }, size)).toEqual({ row: 2, column: 4 })
  expect(moved('x', { row: 2, column: 3 }, size)).toBeNull()
})
