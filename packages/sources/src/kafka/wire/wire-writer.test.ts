import { expect, test } from 'vitest'
import { WireWriter } from './wire-writer.ts'

test('a request longer than the first buffer keeps every field, whichever field makes it grow', () => {
  for (let lead = 240; lead < 260; lead += 1) {
    const writer = new WireWriter({ flexible: true })
    for (let at = 0; at < lead; at += 1) writer.int8(1)
    writer.int16(0x0203).int32(0x04050607).int64(0x08090a0b0c0d0e0fn).unsignedVarint(300).int8(9)
    const body = writer.finish()
    expect(body.subarray(lead).toString('hex')).toBe('02030405060708090a0b0c0d0e0fac0209')
  }
})
