import { describe, expect, it } from 'vitest'
import { crc32c } from './crc32c.ts'

/** Bit by bit, as RFC 3720 defines it: slow and plain. */
function reference(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  }
  return ~crc >>> 0
}

describe('CRC-32C', () => {
  it('gives the values of RFC 3720, appendix B.4', () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa)
    expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43)
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e)
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  })

  it('agrees with the definition at every length and start around its step', () => {
    const bytes = Buffer.from(Array.from({ length: 80 }, (_, index) => (index * 151 + 7) & 0xff))
    for (let start = 0; start < 10; start++)
      for (let end = start; end <= bytes.length; end++)
        expect(crc32c(bytes, start, end)).toBe(reference(bytes.subarray(start, end)))
  })
})
