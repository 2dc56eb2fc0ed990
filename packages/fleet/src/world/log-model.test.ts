import { describe, expect, it } from 'vitest'
import { LogModel } from './log-model.ts'

const T0 = Date.UTC(2026, 0, 1)
const options = { recordBytes: 100, retentionMs: -1, since: T0, now: T0 + 100_000 }

describe('a log whose rate changed', () => {
  it('still knows where it stood before', () => {
    const log = new LogModel({ ratePerSecond: 10, ...options })
    log.setRate(1_000, T0 + 100_000)
    expect(log.endOffset(T0 + 90_000)).toBe(900)
    expect(log.endOffset(T0 + 101_000)).toBe(2_000)
    log.setRunning(false, T0 + 110_000)
    expect([95_000, 105_000, 110_000, 200_000].map((at) => log.endOffset(T0 + at))).toEqual([
      950, 6_000, 11_000, 11_000,
    ])
  })

  it('tells when its records were written', () => {
    const log = new LogModel({ ratePerSecond: 10, ...options })
    log.setRate(1_000, T0 + 100_000)
    expect(log.timestampOf(900, T0 + 101_000)).toBe(T0 + 90_000)
    expect(log.timestampOf(1_500, T0 + 101_000)).toBe(T0 + 100_500)
    expect(log.firstAtOrAfter(T0 + 90_000, T0 + 101_000)).toBe(900)
  })

  it('has nothing past the end that an unclean election left', () => {
    const log = new LogModel({ ratePerSecond: 10, ...options })
    log.setRate(0, T0 + 100_000)
    log.truncateTo(500, T0 + 100_000)
    expect(log.endOffset(T0 + 99_000)).toBe(500)
  })
})
