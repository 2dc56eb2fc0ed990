import { WireError } from './wire-error.ts'

/** Reads the primitives of Kafka's protocol (its guide, "Protocol Primitive Types"). Throws WireError, reads never past the end. */
export class Reader {
  readonly bytes: Buffer
  offset: number

  constructor(bytes: Buffer, offset = 0) {
    this.bytes = bytes
    this.offset = offset
  }

  get remaining(): number {
    return this.bytes.length - this.offset
  }

  int8(): number {
    return this.bytes.readInt8(this.#take(1))
  }

  int16(): number {
    return this.bytes.readInt16BE(this.#take(2))
  }

  uint16(): number {
    return this.bytes.readUInt16BE(this.#take(2))
  }

  int32(): number {
    return this.bytes.readInt32BE(this.#take(4))
  }

  uint32(): number {
    return this.bytes.readUInt32BE(this.#take(4))
  }

  int64(): bigint {
    return this.bytes.readBigInt64BE(this.#take(8))
  }

  float64(): number {
    return this.bytes.readDoubleBE(this.#take(8))
  }

  /** Unsigned LEB128 of at most 32 bits. */
  uvarint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes[this.#take(1)] ?? 0
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) {
        if (value > 0xffff_ffff) break
        return value
      }
    }
    throw new WireError('a variable-length integer is longer than 32 bits')
  }

  raw(length: number): Buffer {
    const start = this.#take(length)
    return this.bytes.subarray(start, start + length)
  }

  text(length: number): string {
    const start = this.#take(length)
    return this.bytes.toString('utf8', start, start + length)
  }

  /** Number of elements of an array; an element takes at least a byte, so that a lie about it costs no memory. */
  count(length: number): number {
    if (length > this.remaining) throw new WireError(`an array of ${length} elements in ${this.remaining} bytes`)
    return length
  }

  skipTags(): void {
    for (let left = this.count(this.uvarint()); left > 0; left -= 1) {
      this.uvarint()
      this.#take(this.uvarint())
    }
  }

  #take(length: number): number {
    const start = this.offset
    if (length < 0 || start + length > this.bytes.length) {
      throw new WireError(`${length} bytes wanted, ${this.bytes.length - start} left`)
    }
    this.offset = start + length
    return start
  }
}
