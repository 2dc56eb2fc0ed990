// 64 bits of a series' bytes in two halves; both are advanced together.
export class SeriesHash {
  high = 0
  low = 0

  of(buffer: Uint8Array, start: number, end: number): void {
    let high = 0x2545f491
    let low = 0x811c9dc5 | 0
    for (let at = start; at < end; at += 1) {
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
