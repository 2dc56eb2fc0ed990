const FIRST_BYTES = 256

/** Writes the primitives of Kafka's protocol into a buffer that grows. */
export class Writer {
  #bytes: Buffer
  #length = 0

  constructor(capacity = FIRST_BYTES) {
    this.#bytes = Buffer.allocUnsafe(capacity)
  }

  get length(): number {
    return this.#length
  }

  /** What was written; a view, valid until the next write. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  int8(value: number): void {
    const at = this.#grow(1)
    this.#bytes.writeInt8(value, at)
  }

  int16(value: number): void {
    const at = this.#grow(2)
    this.#bytes.writeInt16BE(value, at)
  }

  uint16(value: number): void {
    const at = this.#grow(2)
    this.#bytes.writeUInt16BE(value, at)
  }

  int32(value: number): void {
    const at = this.#grow(4)
    this.#bytes.writeInt32BE(value, at)
  }

  uint32(value: number): void {
    const at = this.#grow(4)
    this.#bytes.writeUInt32BE(value, at)
  }

  int64(value: bigint | number): void {
    const at = this.#grow(8)
    this.#bytes.writeBigInt64BE(BigInt(value), at)
  }

  float64(value: number): void {
    const at = this.#grow(8)
    this.#bytes.writeDoubleBE(value, at)
  }

  uvarint(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      const at = this.#grow(1)
      this.#bytes[at] = (rest & 0x7f) | 0x80
      rest = Math.floor(rest / 128)
    }
    const at = this.#grow(1)
    this.#bytes[at] = rest
  }

  raw(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length)
    this.#bytes.set(bytes, at)
  }

  text(value: string, lengthBytes: number): void {
    const at = this.#grow(lengthBytes)
    this.#bytes.write(value, at, 'utf8')
  }

  #grow(by: number): number {
    const at = this.#length
    const needed = at + by
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, at)
      this.#bytes = larger
    }
    this.#length = needed
    return at
  }
}
