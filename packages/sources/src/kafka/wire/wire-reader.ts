/** The bytes do not follow the protocol. Caught at the edge of every answer and turned into a `garbage` failure. */
export class WireError extends Error {}

const NOTHING = () => undefined

/** Kafka 4.3 has codes up to 133, and gets some more with each release. */
const HIGHEST_ERROR = 999

/**
 * Cursor over one Kafka answer. Every read checks its bounds and every count is checked against the bytes that are left,
 * so a hostile or broken answer costs a {@link WireError}, never memory or an endless loop.
 * Types: https://kafka.apache.org/protocol#protocol_types; compact forms and tags: KIP-482.
 */
export class WireReader {
  readonly bytes: Buffer
  readonly flexible: boolean
  position = 0

  /** `flexible`: strings and arrays are compact and structures end in tagged fields. */
  constructor(bytes: Buffer, form: { readonly flexible: boolean }) {
    this.bytes = bytes
    this.flexible = form.flexible
  }

  get remaining(): number {
    return this.bytes.length - this.position
  }

  skip(count: number): void {
    if (count < 0 || count > this.remaining) throw new WireError(`answer ends early: ${count} bytes expected`)
    this.position += count
  }

  int8(): number {
    const at = this.position
    this.skip(1)
    return this.bytes.readInt8(at)
  }

  boolean(): boolean {
    return this.int8() !== 0
  }

  int16(): number {
    const at = this.position
    this.skip(2)
    return this.bytes.readInt16BE(at)
  }

  /** A Kafka error code. Noise read as one would be told as the broker's own words. */
  errorCode(): number {
    const code = this.int16()
    if (code < -1 || code > HIGHEST_ERROR) throw new WireError(`${code} is no error code of Kafka`)
    return code
  }

  int32(): number {
    const at = this.position
    this.skip(4)
    return this.bytes.readInt32BE(at)
  }

  int64(): bigint {
    const at = this.position
    this.skip(8)
    return this.bytes.readBigInt64BE(at)
  }

  /** An int64 where precision above 2^53 does not matter: sizes and times. */
  int64AsNumber(): number {
    const at = this.position
    this.skip(8)
    return this.bytes.readInt32BE(at) * 4_294_967_296 + this.bytes.readUInt32BE(at + 4)
  }

  unsignedVarint(): number {
    let value = 0
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.int8() & 0xff
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new WireError('variable-length number is longer than five bytes')
  }

  string(): string {
    return this.nullableString() ?? ''
  }

  nullableString(): string | null {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int16()
    if (length < 0) return null
    const at = this.position
    this.skip(length)
    return this.bytes.toString('utf8', at, at + length)
  }

  skipString(): void {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int16()
    if (length > 0) this.skip(length)
  }

  /** Sixteen bytes as Kafka's tools print them; null for the zero id. */
  uuid(): string | null {
    const at = this.position
    this.skip(16)
    for (let i = at; i < at + 16; i += 1) if (this.bytes[i] !== 0) return this.bytes.toString('base64url', at, at + 16)
    return null
  }

  /** Number of entries that follow. `leastBytes`: what one entry takes at least. No array read here may be null. */
  count(leastBytes: number): number {
    const count = this.flexible ? this.unsignedVarint() - 1 : this.int32()
    if (count < 0) throw new WireError('an array that must be there is null')
    if (count * leastBytes > this.remaining)
      throw new WireError(`${count} entries do not fit into ${this.remaining} bytes`)
    return count
  }

  array<T>(leastBytes: number, entry: (reader: WireReader) => T): T[] {
    const count = this.count(leastBytes)
    const entries: T[] = []
    for (let i = 0; i < count; i += 1) entries.push(entry(this))
    return entries
  }

  int32s(): number[] {
    return this.array(4, (r) => r.int32())
  }

  skipInt32s(): void {
    this.skip(this.count(4) * 4)
  }

  /** Ends a structure: its tagged fields, which no reader here needs. */
  endStruct(): void {
    if (!this.flexible) return
    // Nearly always there is none: one zero byte.
    if (this.bytes[this.position] === 0) this.position += 1
    else this.tags(NOTHING)
  }

  /** Hands each tagged field to `field`, which may read it; what it leaves is skipped. */
  tags(field: (tag: number) => void): void {
    const count = this.count0()
    for (let i = 0; i < count; i += 1) {
      const tag = this.unsignedVarint()
      const size = this.unsignedVarint()
      const end = this.position + size
      if (size > this.remaining) throw new WireError('tagged field ends after the answer')
      field(tag)
      if (this.position > end) throw new WireError('tagged field is longer than it says')
      this.position = end
    }
  }

  private count0(): number {
    const count = this.unsignedVarint()
    if (count * 2 > this.remaining) throw new WireError('more tagged fields than bytes')
    return count
  }
}
