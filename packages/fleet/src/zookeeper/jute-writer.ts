const FIRST_SIZE_BYTES = 256
const LENGTH_BYTES = 4

/** Writes jute into a growing buffer that starts with room for the length of the frame. */
export class JuteWriter {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE_BYTES)
  #at = LENGTH_BYTES

  int(value: number): this {
    this.#at = this.#room(4).writeInt32BE(value | 0, this.#at)
    return this
  }

  long(value: bigint): this {
    this.#at = this.#room(8).writeBigInt64BE(BigInt.asIntN(64, value), this.#at)
    return this
  }

  bool(value: boolean): this {
    this.#at = this.#room(1).writeUInt8(value ? 1 : 0, this.#at)
    return this
  }

  buffer(value: Uint8Array | null): this {
    if (value === null) return this.int(-1)
    this.int(value.length)
    this.#room(value.length).set(value, this.#at)
    this.#at += value.length
    return this
  }

  string(value: string | null): this {
    if (value === null) return this.int(-1)
    const length = Buffer.byteLength(value)
    this.int(length)
    this.#at += this.#room(length).write(value, this.#at)
    return this
  }

  vector<T>(values: readonly T[], write: (value: T) => void): this {
    this.int(values.length)
    for (const value of values) write(value)
    return this
  }

  /** The frame with its length in front; the writer is not used after it. */
  frame(): Buffer {
    this.#bytes.writeInt32BE(this.#at - LENGTH_BYTES, 0)
    return this.#bytes.subarray(0, this.#at)
  }

  #room(size: number): Buffer {
    const needed = this.#at + size
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length))
      this.#bytes.copy(grown, 0, 0, this.#at)
      this.#bytes = grown
    }
    return this.#bytes
  }
}
