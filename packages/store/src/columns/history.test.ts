import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ColumnMemory } from './column-memory.ts'
import { History, type SampleSink } from './history.ts'

const historyOf = (stepMs: number, points: number, more: { memory?: ColumnMemory; sink?: SampleSink } = {}) =>
  new History({ shapeOf: () => ({ stepMs, points, sampled: 'often' }), ...more })

const window = { fromMs: 0, toMs: 100, points: 100 }

describe('history', () => {
  test('mean and max per step, gaps are null', () => {
    const history = historyOf(10, 100)
    history.record('a', 0, 1)
    history.record('a', 5, 3)
    history.record('a', 31, 8)
    const read = history.read('a', { fromMs: 0, toMs: 40, points: 10 })
    expect(read).toEqual({
      stepMs: 10,
      startedAt: 0,
      at: [0, 10, 20, 30],
      mean: [2, null, null, 8],
      min: [2, null, null, 8],
      max: [3, null, null, 8],
    })
  })

  test('an old lap of the ring does not shine through', () => {
    const history = historyOf(1, 4)
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
    const history = historyOf(1, 100)
    history.record('a', 0, 2)
    history.record('a', 3, 100)
    const read = history.read('a', { fromMs: 0, toMs: 8, points: 2 })
    expect([read.stepMs, read.mean, read.max]).toEqual([4, [51, null], [100, null]])
  })

  test('points are as wide as people read time: a day in 24 points has hours, in 240 ten minutes', () => {
    const day = 86_400_000
    const history = new History()
    const widthOf = (points: number, fromMs = 7_123) => history.read('a', { fromMs, toMs: fromMs + day, points }).stepMs
    expect([widthOf(24), widthOf(240), widthOf(100)]).toEqual([3_600_000, 600_000, 900_000])
  })

  test('unknown is never recorded as zero', () => {
    const history = historyOf(10, 10)
    history.record('a', 0, null)
    history.record('a', 0, Number.NaN)
    expect(history.has('a')).toBe(false)
    expect(history.read('nothing', window).mean.every((point) => point === null)).toBe(true)
  })

  test('memory is bounded: series beyond the cap are refused and counted', () => {
    const memory = new ColumnMemory(2 * (2 * 10 * 4 + 200))
    const history = historyOf(10, 10, { memory })
    for (const name of ['a', 'b', 'c', 'd']) history.record(name, 0, 1)
    expect([history.names(), history.refused, history.bytes()]).toEqual([['a', 'b'], 2, 2 * (10 * 8 + 200)])
    history.drop('a')
    history.record('c', 5, 2)
    expect(history.names()).toEqual(['b', 'c'])
    expect(history.read('c', { fromMs: 0, toMs: 30, points: 9 }).mean).toEqual([2, null, null])
  })

  test('a series sampled once a step has half the memory, and its peak is its mean', () => {
    const memory = new ColumnMemory(10_000)
    const history = new History({ memory, shapeOf: () => ({ stepMs: 10, points: 100, sampled: 'once' }) })
    history.record('a', 0, 5)
    expect(history.bytes()).toBe(100 * 4 + 200)
    expect(history.read('a', { fromMs: 0, toMs: 10, points: 1 })).toMatchObject({ mean: [5], min: [5], max: [5] })
  })

  // What the brief of memory promises: a hundred brokers with sixty keys, five hundred topics with three.
  test('a hundred brokers and five hundred topics stay below 42 MB', () => {
    const memory = new ColumnMemory(42_000_000)
    const once = { stepMs: 15_000, points: 1440, sampled: 'once' } as const
    const topics = { stepMs: 60_000, points: 360, sampled: 'often' } as const
    const history = new History({ memory, shapeOf: (name) => (name.startsWith('topic/') ? topics : once) })
    for (let i = 0; i < 6_000; i += 1) history.record(`broker/${i}`, 0, 1)
    for (let i = 0; i < 1_500; i += 1) history.record(`topic/${i}`, 0, 1)
    expect(history.refused).toBe(0)
    expect(history.bytes()).toBe(6_000 * (1440 * 4 + 200) + 1_500 * (360 * 8 + 200))
  })

  test('every sample goes to the sink with the number of its series', () => {
    const heard: (readonly [number, number, number])[] = []
    const names: string[] = []
    const sink: SampleSink = {
      open: (name) => names.push(name),
      add: (slot, atMs, value) => heard.push([slot, atMs, value]),
      drop: (slot) => names.push(`-${slot}`),
    }
    const history = historyOf(10, 10, { sink })
    history.record('a', 1, 5)
    history.record('b', 2, 6)
    history.record('a', 12, 7)
    history.drop('b')
    expect([heard, names]).toEqual([
      [
        [1, 1, 5],
        [2, 2, 6],
        [1, 12, 7],
      ],
      ['a', 'b', '-2'],
    ])
  })

  test('what was kept elsewhere fills empty points only, and never the future of a ring', () => {
    const history = historyOf(10, 10)
    history.record('a', 95, 9)
    for (let at = 0; at < 100; at += 10) history.backfill('a', at, { mean: 1, max: 3 })
    const read = history.read('a', { fromMs: 0, toMs: 100, points: 10 })
    expect([read.mean, read.max.slice(-2), read.startedAt]).toEqual([[1, 1, 1, 1, 1, 1, 1, 1, 1, 9], [3, 9], 0])
    history.backfill('a', -20, { mean: 7, max: 7 })
    expect(history.read('a', { fromMs: 80, toMs: 90, points: 1 }).mean).toEqual([1])
    history.record('a', 105, 4)
    expect(history.read('a', { fromMs: 0, toMs: 110, points: 11 }).mean[0]).toBeNull()
  })

  test('every point read back lies between the least and the largest recorded', () => {
    const samples = fc.array(fc.record({ gap: fc.nat(40), value: fc.integer({ min: 0, max: 1000 }) }), { minLength: 1 })
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 50 }), (list, points) => {
        const history = historyOf(10, 64)
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

const NOTHING = Number.NaN

test('minutes that were kept elsewhere fill points that hold nothing, and no others', () => {
  const history = new History()
  const start = 600_000
  history.record('a', start + 4 * 60_000, 9)
  const mean = Float32Array.from([1, NOTHING, 3, 4, 5, NOTHING])
  history.recallMinutes('a', start, { mean, max: mean.map((value) => value * 2) })
  const query = { fromMs: start, toMs: start + 6 * 60_000, points: 24 }
  const read = history.read('a', query)
  expect(read.mean.slice(0, 5)).toEqual([1, 1, 1, 1, null])
  expect(read.mean.slice(8, 24)).toEqual([3, 3, 3, 3, 4, 4, 4, 4, 9, 5, 5, 5, null, null, null, null])
  expect(read.max.slice(12, 18)).toEqual([8, 8, 8, 8, 9, 10])
  expect(read.startedAt).toBe(start)
  // What is recorded next goes on behind them.
  history.record('a', start + 6 * 60_000, 7)
  expect(history.read('a', query).mean[8]).toBe(3)
  // A series nobody recorded yet, and more than there is room for.
  const long = Float32Array.from({ length: 400 }, (_, minute) => minute)
  history.recallMinutes('b', start, { mean: long, max: long })
  const whole = history.read('b', { fromMs: start, toMs: start + 400 * 60_000, points: 400 })
  expect([whole.mean[39], whole.mean[40], whole.mean[399]]).toEqual([null, 40, 399])
})

test('series that told nothing for six hours make room', () => {
  const history = new History()
  history.record('old', 0, 1)
  history.record('young', 60_000, 1)
  history.forgetBefore(15_000)
  expect(history.names()).toEqual(['young'])
})
