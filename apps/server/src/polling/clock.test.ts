import { expect, test } from 'vitest'
import { steadyNow } from './clock.ts'

const HOUR = 3_600_000

function clockOf(startMs = 10 * HOUR) {
  const time = { wall: startMs, steady: 0 }
  const now = steadyNow({ wall: () => time.wall, steady: () => time.steady })
  const pass = (ms: number) => {
    time.wall += ms
    time.steady += ms
    return now()
  }
  return { time, now, pass }
}

test('time is that of the wall clock, and forward steps are taken at once', () => {
  const { time, now, pass } = clockOf()
  expect(pass(5_000)).toBe(time.wall)
  time.wall += HOUR
  expect(now()).toBe(time.wall)
  expect(pass(1_000)).toBe(time.wall)
})

test('a wall clock set back makes time go slower, never back, until both are one again', () => {
  const { time, now, pass } = clockOf()
  const before = now()
  time.wall -= HOUR
  expect(now()).toBe(before)
  expect(pass(10_000)).toBe(before + 9_000)
  for (let i = 0; i < 10 * 360; i += 1) pass(10_000)
  expect(now()).toBe(time.wall)
})

test('asked often, time goes by all the same', () => {
  const { time, now, pass } = clockOf()
  const before = now()
  time.wall -= HOUR
  for (let i = 0; i < 100_000; i += 1) pass(0.1)
  expect(now() - before).toBeGreaterThan(8_990)
  expect(now() - before).toBeLessThanOrEqual(9_000)
})
