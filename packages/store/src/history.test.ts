import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { History } from './history.ts'

const window = { fromMs: 0, toMs: 100, points: 100 }

describe('history', () => {
  test('mean and max per step, gaps are null', () => {
    const history = new History({ stepMs: 10, points: 100 })
    history.record('a', 0, 1)
    history.record('a', 5, 3)
    history.record('a', 31, 8)
    const read = history.read('a', { fromMs: 0, toMs: 40, points: 10 })
    expect(read).toEqual({
      stepMs: 10,
      startedAt: 0,
      at: [0, 10, 20, 30],
      mean: [2, null, null, 8],
      max: [3, null, null, 8],
    })
  })

  test('an old lap of the ring does not shine through', () => {
    const history = new History({ stepMs: 1, points: 4 })
    for (let at = 0; at < 4; at += 1) history.record('a', at, at + 1)
    history.record('a', 6, 7)
    expect(history.read('a', { fromMs: 0, toMs: 8, points: 8 }).mean).toEqual([
      null,
      null,
      null,
      4,
      null,
      null,
      7,
      null,
    ])
    history.record('a', 1000, 9)
    expect(history.read('a', { fromMs: 994, toMs: 1001, points: 8 }).mean).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      9,
    ])
  })

  test('merging keeps the spike in max and does not average over gaps', () => {
    const history = new History({ stepMs: 1, points: 100 })
    history.record('a', 0, 2)
    history.record('a', 3, 100)
    const read = history.read('a', { fromMs: 0, toMs: 8, points: 2 })
    expect([read.stepMs, read.mean, read.max]).toEqual([4, [51, null], [100, null]])
  })

  test('unknown is never recorded as zero', () => {
    const history = new History({ stepMs: 10, points: 10 })
    history.record('a', 0, null)
    history.record('a', 0, Number.NaN)
    expect(history.has('a')).toBe(false)
    expect(history.read('nothing', window).mean.every((point) => point === null)).toBe(true)
  })

  test('memory is bounded: series beyond the limit are refused and counted', () => {
    const history = new History({ stepMs: 10, points: 10, maxSeries: 2 })
    for (const name of ['a', 'b', 'c', 'd']) history.record(name, 0, 1)
    expect([history.names(), history.refused, history.bytes()]).toEqual([['a', 'b'], 2, 2 * (10 * 8 + 200)])
    history.drop('a')
    history.record('c', 0, 1)
    expect(history.names()).toEqual(['b', 'c'])
  })

  test('every point read back lies between the least and the largest recorded', () => {
    const samples = fc.array(fc.record({ gap: fc.nat(40), value: fc.integer({ min: 0, max: 1000 }) }), { minLength: 1 })
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 50 }), (list, points) => {
        const history = new History({ stepMs: 10, points: 64 })
        let at = 0
        for (const sample of list) {
          at += sample.gap
          history.record('a', at, sample.value)
        }
        const values = list.map((sample) => sample.value)
        const read = history.read('a', { fromMs: Math.max(0, at - 500), toMs: at + 10, points })
        expect(read.at.length).toBeLessThanOrEqual(points + 1)
        for (const mean of read.mean) {
          if (mean === null) continue
          expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 0.01)
          expect(mean).toBeLessThanOrEqual(Math.max(...values) + 0.01)
        }
      }),
    )
  })
})
