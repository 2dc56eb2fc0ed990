import { expect, test } from 'vitest'
import { DAY_MS, growthOf, type Measured } from './growth.ts'
import { project } from './project.ts'
import { topicLevel } from './topic-level.ts'

const HOUR = 3_600_000

/** A point every 15 minutes. */
function series(points: number, value: (hour: number) => number | null): Measured {
  const at = Array.from({ length: points }, (_, i) => i * (HOUR / 4))
  return { at, values: at.map((time) => value(time / HOUR)) }
}

const steady = (bytesPerDay: number) => ({
  bytesPerDay,
  lowBytesPerDay: bytesPerDay / 2,
  highBytesPerDay: bytesPerDay * 2,
  overMs: 6 * HOUR,
})

test('a straight line has one slope', () => {
  expect(growthOf(series(24, (hour) => 1000 + 10 * hour))).toEqual({
    bytesPerDay: 240,
    lowBytesPerDay: 240,
    highBytesPerDay: 240,
    overMs: 5.75 * HOUR,
  })
})

test('one segment deleted, one spike and a gap hardly bend it', () => {
  const bent = growthOf(
    series(24, (hour) => (hour === 1 ? null : hour === 3 ? 90_000 : 1000 + 10 * hour - (hour >= 5.5 ? 30 : 0))),
  )
  expect(bent?.bytesPerDay).toBe(240)
  expect([bent?.lowBytesPerDay, bent?.highBytesPerDay]).toEqual([240, 240])
})

test('less than an hour of history says nothing, an hour does', () => {
  expect(growthOf(series(4, (hour) => hour))).toBeNull()
  expect(growthOf(series(5, (hour) => hour))?.bytesPerDay).toBe(24)
  expect(growthOf(series(24, (hour) => (hour > 5 ? hour : null)))).toBeNull()
})

test('a day of points is brought down to medians and says the same', () => {
  const at = Array.from({ length: 5760 }, (_, i) => i * 15_000)
  expect(growthOf({ at, values: at.map((time) => time) })?.bytesPerDay).toBeCloseTo(DAY_MS, 3)
})

test('a volume fills at its rate, earlier at the high one, later at the low one', () => {
  expect(project({ usableBytes: 100, growth: steady(10), endings: [] })).toEqual({
    kind: 'full',
    days: 10,
    earliestDays: 5,
    latestDays: 20,
  })
})

test('what is not known is not never', () => {
  expect(project({ usableBytes: null, growth: steady(10), endings: [] })).toEqual({ kind: 'unknown', lacks: 'size' })
  expect(project({ usableBytes: 100, growth: null, endings: [] })).toEqual({ kind: 'unknown', lacks: 'history' })
  expect(project({ usableBytes: 0, growth: null, endings: [] })).toMatchObject({ kind: 'full', days: 0 })
  expect(project({ usableBytes: 100, growth: steady(0), endings: [] })).toEqual({ kind: 'not-growing' })
  expect(project({ usableBytes: 100, growth: steady(0.01), endings: [] })).toEqual({ kind: 'far' })
})

test('growth that retention ends makes the volume fill later, or level off before it is full', () => {
  // Six of ten bytes a day end after five days: 50 are gone by then, the other 50 last 12.5 days.
  expect(project({ usableBytes: 100, growth: steady(10), endings: [{ bytesPerDay: 6, inDays: 5 }] })).toMatchObject({
    kind: 'full',
    days: 17.5,
  })
  expect(project({ usableBytes: 100, growth: steady(10), endings: [{ bytesPerDay: 10, inDays: 5 }] })).toMatchObject({
    kind: 'levels-off',
    inDays: 5,
    freeBytes: 50,
    earliestDays: 5,
  })
  // Full before retention comes to help.
  expect(project({ usableBytes: 40, growth: steady(10), endings: [{ bytesPerDay: 10, inDays: 5 }] })).toMatchObject({
    kind: 'full',
    days: 4,
  })
})

test('a topic levels off at its rate times its retention, or at its limit by size', () => {
  const topic = {
    sizeBytes: 100,
    growth: steady(50),
    replicas: 6,
    cleanup: 'delete',
    retentionMs: 7 * DAY_MS,
    retentionBytes: -1,
  }
  expect(topicLevel(topic)).toEqual({ kind: 'levels-off', by: 'time', atBytes: 350, inDays: 5, heldDays: 2 })
  expect(topicLevel({ ...topic, retentionBytes: 30 })).toMatchObject({ by: 'size', atBytes: 180, inDays: 1.6 })
  expect(topicLevel({ ...topic, sizeBytes: 350 })).toEqual({ kind: 'retention-reached' })
  expect(topicLevel({ ...topic, cleanup: 'compact' })).toEqual({ kind: 'compacted' })
  expect(topicLevel({ ...topic, cleanup: 'compact,delete' }).kind).toBe('levels-off')
  expect(topicLevel({ ...topic, retentionMs: -1 })).toEqual({ kind: 'kept-for-ever' })
  expect(topicLevel({ ...topic, growth: steady(-1) })).toEqual({ kind: 'steady' })
  expect(topicLevel({ ...topic, cleanup: null })).toEqual({ kind: 'unknown' })
  expect(topicLevel({ ...topic, growth: null })).toEqual({ kind: 'unknown' })
})
