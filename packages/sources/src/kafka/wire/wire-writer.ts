/** Builds the body of one request in a growing buffer: one allocation for thousands of fields. */
export class WireWriter {
  readonly flexible: boolean
  private bytes = Buffer.allocUnsafe(256)
  private length = 0

  constructor(form: { readonly flexible: boolean }) {
    this.flexible = form.flexible
  }

  int8(value: number): this {
    const at = this.grow(1)
    this.bytes.writeInt8(value, at)
    return this
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0)
  }

  int16(value: number): this {
    const at = this.grow(2)
    this.bytes.writeInt16BE(value, at)
    return this
  }

  int32(value: number): this {
    const at = this.grow(4)
    this.bytes.writeInt32BE(value, at)
    return this
  }

  int64(value: bigint): this {
    const at = this.grow(8)
    this.bytes.writeBigInt64BE(value, at)
    return this
  }

  unsignedVarint(value: number): this {
    let rest = value
    while (rest >= 0x80) {
      const at = this.grow(1)
      this.bytes.writeUInt8((rest & 0x7f) | 0x80, at)
      rest = Math.floor(rest / 128)
    }
    const at = this.grow(1)
    this.bytes.writeUInt8(rest, at)
    return this
  }

  string(value: string): this {
    const size = Buffer.byteLength(value)
    if (this.flexible) this.unsignedVarint(size + 1)
    else this.int16(size)
    const at = this.grow(size)
    this.bytes.write(value, at, 'utf8')
    return this
  }

  /** Null = null array. `entry` writes one entry without its tagged fields, which are added. */
  structs<T>(entries: readonly T[] | null, entry: (writer: this, value: T) => void): this {
    return this.values(entries, (writer, value) => {
      entry(writer, value)
      writer.endStruct()
    })
  }

  /** An array of plain values, which carry no tagged fields. */
  values<T>(entries: readonly T[] | null, entry: (writer: this, value: T) => void): this {
    if (this.flexible) this.unsignedVarint(entries === null ? 0 : entries.length + 1)
    else this.int32(entries === null ? -1 : entries.length)
    for (const value of entries ?? []) entry(this, value)
    return this
  }

  endStruct(): this {
    return this.flexible ? this.unsignedVarint(0) : this
  }

  finish(): Buffer {
    return this.bytes.subarray(0, this.length)
  }

  /** Makes room and gives its place. Call it before `this.bytes` is named: growing replaces the buffer. */
  private grow(count: number): number {
    const at = this.length
    if (at + count > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, at + count))
      this.bytes.copy(larger, 0, 0, at)
      this.bytes = larger
    }
    this.length = at + count
    return at
  }
}
