/**
 * Reads jute, ZooKeeper's serialization: big-endian numbers, strings and buffers with an int32 length (−1 = null),
 * vectors with an int32 count. Nothing throws: a read past the end or a nonsensical length marks the reader as
 * `failed`, and from then on every read gives an empty value.
 */
export class JuteReader {
  readonly #bytes: Buffer
  #at = 0
  #failed = false

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get failed(): boolean {
    return this.#failed
  }

  get remainingBytes(): number {
    return this.#bytes.length - this.#at
  }

  int(): number {
    const at = this.#take(4)
    return at === null ? 0 : this.#bytes.readInt32BE(at)
  }

  long(): bigint {
    const at = this.#take(8)
    return at === null ? 0n : this.#bytes.readBigInt64BE(at)
  }

  bool(): boolean {
    const at = this.#take(1)
    return at === null ? false : this.#bytes[at] !== 0
  }

  /** A copy, so that what is kept in the tree does not hold on to a whole frame. */
  buffer(): Buffer | null {
    const length = this.int()
    if (length === -1) return null
    const at = this.#take(length)
    return at === null ? null : Buffer.from(this.#bytes.subarray(at, at + length))
  }

  string(): string | null {
    const length = this.int()
    if (length === -1) return null
    const at = this.#take(length)
    return at === null ? null : this.#bytes.toString('utf8', at, at + length)
  }

  /** The count is not trusted: reading ends with the bytes, so a lie about it costs nothing. */
  vector<T>(read: () => T): readonly T[] | null {
    const count = this.int()
    if (count === -1) return null
    if (count < 0 || count > this.remainingBytes) this.#failed = true
    const items: T[] = []
    for (let i = 0; i < count && !this.#failed; i += 1) items.push(read())
    return items
  }

  #take(size: number): number | null {
    if (this.#failed || size < 0 || size > this.remainingBytes) {
      this.#failed = true
      return null
    }
    const at = this.#at
    this.#at += size
    return at
  }
}
