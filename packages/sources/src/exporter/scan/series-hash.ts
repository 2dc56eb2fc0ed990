// 64 bits of a series' bytes in two halves; both are advanced together, four bytes at a step.
export class SeriesHash {
  high = 0
  low = 0

  of(buffer: Uint8Array, start: number, end: number): void {
    let high = 0x2545f491 ^ (end - start)
    let low = 0x811c9dc5 | 0
    const whole = end - 3
    let at = start
    for (; at < whole; at += 4) {
      const word =
        (buffer[at] as number) |
        ((buffer[at + 1] as number) << 8) |
        ((buffer[at + 2] as number) << 16) |
        ((buffer[at + 3] as number) << 24)
      // Shifted down again: else the last byte of a word would only ever move the highest bits.
      low = Math.imul(low ^ word, 0x01000193)
      low ^= low >>> 15
      high = Math.imul(high + word, 0x5bd1e995)
      high ^= high >>> 13
    }
    for (; at < end; at += 1) {
      const byte = buffer[at] as number
      low = Math.imul(low ^ byte, 0x01000193)
      high = Math.imul(high + byte, 0x5bd1e995) ^ (high >>> 15)
    }
    // Low bits choose the slot: they must depend on every byte.
    low = Math.imul(low ^ (low >>> 16), 0x45d9f3b)
    this.low = (low ^ (low >>> 15)) | 0
    this.high = (high ^ (high >>> 13)) | 0
  }
}
