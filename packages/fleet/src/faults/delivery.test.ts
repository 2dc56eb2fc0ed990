import { describe, expect, it } from 'vitest'
import { deliver } from './delivery.ts'
import type { Fault } from './fault.ts'

/** Size 12, correlation id 7, eight bytes of body. */
const FRAME = Buffer.from('0000000c' + '00000007' + '0102030405060708', 'hex')

const hex = (...struck: readonly Fault[]) => deliver(FRAME, struck).bytes.toString('hex')

describe('one fault', () => {
  it('none leaves the answer as it is', () => {
    expect(deliver(FRAME, [])).toEqual({ bytes: FRAME, delayMs: 0, bytesPerSecond: null, afterwards: 'go-on' })
  })

  it.each<[Fault, Partial<ReturnType<typeof deliver>>]>([
    [{ kind: 'reset' }, { bytes: Buffer.alloc(0), afterwards: 'reset' }],
    [
      { kind: 'hang-in-answer', afterBytes: 5 },
      { bytes: FRAME.subarray(0, 5), afterwards: 'hang' },
    ],
    [
      { kind: 'cut-in-answer', afterBytes: 5 },
      { bytes: FRAME.subarray(0, 5), afterwards: 'end' },
    ],
    [
      { kind: 'slow', bytesPerSecond: 10 },
      { bytes: FRAME, bytesPerSecond: 10 },
    ],
    [
      { kind: 'late', byMs: 30 },
      { bytes: FRAME, delayMs: 30 },
    ],
    [
      { kind: 'throttle', byMs: 40 },
      { bytes: FRAME, delayMs: 40 },
    ],
    [
      { kind: 'version-lie', apiKey: 3, min: 0, max: 0 },
      { bytes: FRAME, afterwards: 'go-on' },
    ],
    [{ kind: 'authentication-failure' }, { bytes: FRAME, afterwards: 'go-on' }],
  ])('%o', (fault, expected) => {
    expect(deliver(FRAME, [fault])).toMatchObject(expected)
  })

  it('garbage keeps size and correlation id, and is the same noise each time', () => {
    const noise = hex({ kind: 'garbage' })
    expect(noise.slice(0, 16)).toBe('0000000c00000007')
    expect(noise.slice(16)).not.toBe('0102030405060708')
    expect(hex({ kind: 'garbage' })).toBe(noise)
  })

  it('a wrong correlation id changes nothing else', () => {
    expect(hex({ kind: 'wrong-correlation-id' })).toBe('0000000c' + '5a5a5a5d' + '0102030405060708')
  })

  it('an oversized answer says so in its first four bytes', () => {
    expect(hex({ kind: 'oversized', claimedBytes: 0x7fffffff })).toBe('7fffffff' + '00000007' + '0102030405060708')
    expect(hex({ kind: 'oversized', claimedBytes: -2 }).slice(0, 8)).toBe('fffffffe')
  })

  it('never touches the frame it was given', () => {
    const before = FRAME.toString('hex')
    hex({ kind: 'garbage' }, { kind: 'wrong-correlation-id' }, { kind: 'oversized', claimedBytes: 1 })
    expect(FRAME.toString('hex')).toBe(before)
  })
})

describe('several faults at once', () => {
  it('mean the same in any order', () => {
    const cut: Fault = { kind: 'cut-in-answer', afterBytes: 8 }
    const wrong: Fault = { kind: 'wrong-correlation-id' }
    const late: Fault = { kind: 'late', byMs: 5 }
    expect(deliver(FRAME, [cut, wrong, late])).toEqual(deliver(FRAME, [late, wrong, cut]))
    expect(hex(cut, wrong)).toBe('0000000c5a5a5a5d')
  })

  it('a reset together with spoilt bytes is a reset', () => {
    expect(deliver(FRAME, [{ kind: 'reset' }, { kind: 'wrong-correlation-id' }])).toMatchObject({ afterwards: 'reset' })
    expect(hex({ kind: 'reset' }, { kind: 'oversized', claimedBytes: 9 })).toBe('')
  })

  it('waits add up, and the first ending wins', () => {
    const struck: Fault[] = [
      { kind: 'late', byMs: 10 },
      { kind: 'throttle', byMs: 20 },
      { kind: 'hang-in-answer', afterBytes: 6 },
      { kind: 'cut-in-answer', afterBytes: 4 },
    ]
    expect(deliver(FRAME, struck)).toMatchObject({ delayMs: 30, afterwards: 'hang', bytes: FRAME.subarray(0, 6) })
  })
})
