import type { Failure } from '@perigee/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedIntervalMs, intervalMs, nextDelayMs, percentile } from './pace.ts'

const timeout: Failure = { code: 'timeout', message: '', peer: 'x', retryable: true }
const wrongPassword: Failure = { code: 'authentication', message: '', peer: 'x', retryable: false }
const calm = { baseMs: 5000, answerDurationsMs: [20, 30, 20], failuresInRow: 0, failure: null }

describe('pace', () => {
  test('a cheap answer keeps the base interval, a dear one is asked for in at most a tenth of the time', () => {
    expect(intervalMs(calm)).toBe(5000)
    expect(intervalMs({ ...calm, answerDurationsMs: [2000, 2000, 2000] })).toBe(20_000)
    expect(askedIntervalMs({ baseMs: 5000, answerDurationsMs: [10_000_000] })).toBe(600_000)
  })

  test('one dear answer among cheap ones changes nothing', () => {
    expect(intervalMs({ ...calm, answerDurationsMs: [20, 20, 9000, 20, 20] })).toBe(5000)
  })

  test('back-off is capped at two intervals, so that a recovery is seen within two intervals', () => {
    const at = (failuresInRow: number) => intervalMs({ ...calm, failuresInRow, failure: timeout })
    expect([at(1), at(2), at(3), at(50)]).toEqual([5000, 7500, 10_000, 10_000])
    expect(intervalMs({ ...calm, failuresInRow: 50, failure: timeout, longestRetryFactor: 1 })).toBe(5000)
  })

  test('what was never read is tried again soon, then ever more rarely, up to the usual pace', () => {
    const slow = { ...calm, baseMs: 60_000 }
    const at = (failuresInRow: number, failure = timeout) =>
      intervalMs({ ...slow, failuresInRow, failure, isUnread: true })
    expect([at(1), at(2), at(3)]).toEqual([5000, 7500, 11_250])
    expect(at(50)).toBe(120_000)
    expect(at(1, { ...timeout, code: 'forbidden', retryable: false })).toBe(60_000)
    expect(intervalMs({ ...slow, failuresInRow: 1, failure: timeout })).toBe(60_000)
  })

  test('refused credentials are tried ever more rarely, down to twice a minute', () => {
    const at = (failuresInRow: number) => intervalMs({ ...calm, failuresInRow, failure: wrongPassword })
    expect([at(1), at(2), at(9)]).toEqual([10_000, 20_000, 30_000])
  })

  test('starts are an interval apart, within the jitter, and a long run is followed by a pause', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 60_000 }),
        fc.nat(120_000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (interval, took, random) => {
          const delay = nextDelayMs({ intervalMs: interval, startedAt: 0, endedAt: took, random })
          expect(delay).toBeGreaterThanOrEqual(Math.min(1000, 0.2 * interval))
          if (took < 0.75 * interval && interval >= 4000)
            expect(Math.abs(took + delay - interval)).toBeLessThanOrEqual(0.0501 * interval + 1000)
        },
      ),
    )
  })

  test('percentile by nearest rank', () => {
    expect([percentile([], 0.95), percentile([7], 0.95), percentile([4, 1, 3, 2], 0.5)]).toEqual([0, 7, 3])
  })
})
