import { expect, test } from 'vitest'
import { areaPath, linePath, medianOf, nearestIndex, spread, stacked } from './geometry.ts'
import { markTexts } from './mark-texts.ts'

const at = [0, 10, 20, 30]
const frame = { fromMs: 0, toMs: 30, top: 10 }

test('a line breaks where a value is unknown, and goes on after it', () => {
  const path = linePath({ at, values: [0, null, 5, 10] }, frame)
  expect(path.match(/M/g)).toHaveLength(2)
  expect(path).toBe('M0 1000h1M666.7 500h1L1000 0')
})

test('a count goes in steps: across, then up', () => {
  expect(linePath({ at, values: [0, 10, 10, 0], step: true }, frame)).toContain('H333.3V0')
})

test('layers stand on each other', () => {
  const [first, second] = stacked([{ values: [1, 2] }, { values: [3, 4] }], 2)
  expect(first).toEqual({ low: [0, 0], high: [1, 2] })
  expect(second).toEqual({ low: [1, 2], high: [4, 6] })
})

test('one unknown part makes the stack unknown there: it never makes it lower', () => {
  const layers = stacked([{ values: [1, null, 1] }, { values: [3, 3, 3] }], 3)
  expect(layers[1]?.high).toEqual([4, null, 4])
  expect(areaPath([0, 10, 20], layers[1] ?? { low: [], high: [] }, frame).match(/Z/g)).toHaveLength(2)
})

test('a part that is never told takes no part, and does not blank the others', () => {
  const layers = stacked([{ values: [null, null] }, { values: [3, 4] }], 2)
  expect(layers[1]).toEqual({ low: [0, 0], high: [3, 4] })
})

test('nothing known draws nothing', () => {
  const [layer] = stacked([{ values: [null, null] }], 2)
  expect(areaPath([0, 10], { low: layer?.low ?? [], high: [null, null] }, frame)).toBe('')
})

test('labels are pushed apart and stay inside', () => {
  const places = spread([{ topPercent: 98 }, { topPercent: 97 }, { topPercent: 99 }], 11).map(
    ({ topPercent }) => topPercent,
  )
  expect(places).toEqual([78, 89, 100])
})

test('the nearest instant, and the middle of what is known', () => {
  expect(nearestIndex(at, 16)).toBe(2)
  expect(nearestIndex([], 16)).toBe(-1)
  expect(medianOf([5, null, 1, 3])).toBe(3)
  expect(medianOf([4, 2])).toBe(3)
  expect(medianOf([null])).toBeNull()
})

test('words of marks never cover each other: the later one loses its words, not its line', () => {
  const texts = markTexts([
    { at: 1, text: 'broker 7 is down', percent: 50 },
    { at: 2, text: 'broker 8 is down', percent: 60 },
    { at: 3, text: 'broker 9 is down', percent: 95 },
  ])
  expect(texts.map(({ text, side }) => [text, side])).toEqual([
    ['broker 7 is down', 'after'],
    [null, 'after'],
    [null, 'before'],
  ])
  expect(markTexts([{ at: 3, text: 'broker 9', percent: 95 }])[0]).toMatchObject({ text: 'broker 9', side: 'before' })
})
