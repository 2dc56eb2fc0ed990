// CRC-32C (Castagnoli), the checksum of record batches since Kafka 0.11 (KIP-98). Node's zlib knows CRC-32 only.
const POLYNOMIAL = 0x82f63b78
const TABLES = 8

// "Slicing by eight": one table per byte of a step, so that eight bytes cost eight independent look-ups.
// Signed, so that every step stays within the engine's small integers.
const table = new Int32Array(TABLES * 256)
for (let byte = 0; byte < 256; byte++) {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  table[byte] = crc
}
for (let slice = 1; slice < TABLES; slice++)
  for (let byte = 0; byte < 256; byte++) {
    const before = entry(slice - 1, byte)
    table[slice * 256 + byte] = (before >>> 8) ^ entry(0, before & 0xff)
  }

/** CRC-32C of `bytes` from `start` to `end` (exclusive), as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1
  let at = start
  for (; at + TABLES <= end; at += TABLES) crc = step(bytes, at, crc)
  for (; at < end; at++) crc = (crc >>> 8) ^ entry(0, (crc ^ byteAt(bytes, at)) & 0xff)
  return ~crc >>> 0
}

function step(bytes: Uint8Array, at: number, crc: number): number {
  return (
    entry(7, (crc ^ byteAt(bytes, at)) & 0xff) ^
    entry(6, ((crc >>> 8) ^ byteAt(bytes, at + 1)) & 0xff) ^
    entry(5, ((crc >>> 16) ^ byteAt(bytes, at + 2)) & 0xff) ^
    entry(4, ((crc >>> 24) ^ byteAt(bytes, at + 3)) & 0xff) ^
    entry(3, byteAt(bytes, at + 4)) ^
    entry(2, byteAt(bytes, at + 5)) ^
    entry(1, byteAt(bytes, at + 6)) ^
    entry(0, byteAt(bytes, at + 7))
  )
}

function entry(slice: number, byte: number): number {
  return table[slice * 256 + byte] as number
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number
}
