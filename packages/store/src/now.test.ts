import type { Failure } from '@perigee/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fail, succeed, unread } from './now.ts'

const failure: Failure = { code: 'timeout', message: 'no answer in 3000 ms', peer: 'broker 1', retryable: true }

const step = fc.oneof(
  fc.record({ kind: fc.constant('ok' as const), at: fc.integer({ min: 0, max: 1000 }), value: fc.integer() }),
  fc.record({ kind: fc.constant('bad' as const), at: fc.integer({ min: 0, max: 1000 }), text: fc.string() }),
)

describe('readings', () => {
  test('observedAt and version never go back, whatever the order of answers', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let reading = unread<number>(5000)
        for (const s of steps) {
          const next =
            s.kind === 'ok'
              ? succeed(reading, { value: s.value, gaps: [], observedAt: s.at })
              : fail(reading, { failure: { ...failure, message: s.text }, attemptedAt: s.at })
          expect(next.observedAt ?? -1).toBeGreaterThanOrEqual(reading.observedAt ?? -1)
          expect(next.version).toBeGreaterThanOrEqual(reading.version)
          expect(next.attemptedAt ?? -1).toBeGreaterThanOrEqual(reading.attemptedAt ?? -1)
          reading = next
        }
      }),
    )
  })

  test('a failure never changes the value, its age or its gaps', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.string()), (value, messages) => {
        const good = succeed(unread<number>(5000), { value, gaps: [{ fact: 'log-dirs', failure }], observedAt: 10 })
        const after = messages.reduce(
          (r, message, i) => fail(r, { failure: { ...failure, message }, attemptedAt: 20 + i }),
          good,
        )
        expect([after.value, after.observedAt, after.gaps]).toEqual([good.value, good.observedAt, good.gaps])
      }),
    )
  })

  test('failing since the first failure in a row; a success ends it', () => {
    let reading = fail(unread<number>(5000), { failure, attemptedAt: 5 })
    reading = fail(reading, { failure, attemptedAt: 9 })
    expect(reading.failingSince).toBe(5)
    expect(reading.version).toBe(1)
    reading = succeed(reading, { value: 1, gaps: [], observedAt: 11 })
    expect([reading.failingSince, reading.failure]).toEqual([undefined, undefined])
  })

  test('the reading before stays as it was', () => {
    const before = Object.freeze(unread<number>(5000))
    succeed(before, { value: 1, gaps: [], observedAt: 1 })
    fail(before, { failure, attemptedAt: 1 })
    expect(before.version).toBe(0)
  })
})
