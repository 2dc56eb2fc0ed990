import type { Reader } from './reader.ts'
import { WireError } from './wire-error.ts'
import type { Codec, Shape, WireType } from './wire-type.ts'
import type { Writer } from './writer.ts'

function fixed<Out, In = Out>(zero: Out & In, codec: Codec<Out, In>): WireType<Out, In> {
  return { zero, codec: () => codec }
}

export const int8 = fixed<number>(0, { read: (r) => r.int8(), write: (w, v) => w.int8(v) })
export const int16 = fixed<number>(0, { read: (r) => r.int16(), write: (w, v) => w.int16(v) })
export const uint16 = fixed<number>(0, { read: (r) => r.uint16(), write: (w, v) => w.uint16(v) })
export const int32 = fixed<number>(0, { read: (r) => r.int32(), write: (w, v) => w.int32(v) })
export const uint32 = fixed<number>(0, { read: (r) => r.uint32(), write: (w, v) => w.uint32(v) })
export const int64 = fixed<bigint, bigint | number>(0n, { read: (r) => r.int64(), write: (w, v) => w.int64(v) })
export const float64 = fixed<number>(0, { read: (r) => r.float64(), write: (w, v) => w.float64(v) })
export const bool = fixed<boolean>(false, {
  read: (r) => r.int8() !== 0,
  write: (w, v) => w.int8(v ? 1 : 0),
})

const UUID = /^[0-9a-f]{32}$/

/** 16 bytes; here 32 hexadecimal digits, all zero for none. */
export const uuid = fixed<string>('0'.repeat(32), {
  read: (r) => r.raw(16).toString('hex'),
  write: (w, v) => {
    if (!UUID.test(v)) throw new WireError('an id is not 32 hexadecimal digits')
    w.raw(Buffer.from(v, 'hex'))
  },
})

type Length = 'short' | 'long'

function lengthCodec(kind: Length, { isFlexible }: Shape): Codec<number, number> {
  if (isFlexible) return { read: (r) => r.uvarint() - 1, write: (w, v) => w.uvarint(v + 1) }
  if (kind === 'short') return { read: (r) => r.int16(), write: (w, v) => w.int16(v) }
  return { read: (r) => r.int32(), write: (w, v) => w.int32(v) }
}

interface Body<Out, In> {
  sizeOf(value: In): number
  read(reader: Reader, sizeBytes: number): Out
  write(writer: Writer, value: In, sizeBytes: number): void
}

/** A length in bytes and what it measures; −1 stands for null. */
function sizedCodec<Out, In>(length: Codec<number, number>, body: Body<Out, In>): Codec<Out | null, In | null> {
  return {
    read(r) {
      const size = length.read(r)
      return size < 0 ? null : body.read(r, size)
    },
    write(w, v) {
      if (v === null) return length.write(w, -1)
      const size = body.sizeOf(v)
      length.write(w, size)
      body.write(w, v, size)
    },
  }
}

function textCodec(shape: Shape): Codec<string | null, string | null> {
  return sizedCodec(lengthCodec('short', shape), {
    sizeOf: (value: string) => Buffer.byteLength(value),
    read: (r, size) => r.text(size),
    write: (w, value, size) => w.text(value, size),
  })
}

function bytesCodec(shape: Shape): Codec<Buffer | null, Uint8Array | null> {
  return sizedCodec(lengthCodec('long', shape), {
    sizeOf: (value: Uint8Array) => value.length,
    read: (r, size) => r.raw(size),
    write: (w, value) => w.raw(value),
  })
}

function present<Out, In>(codec: Codec<Out | null, In | null>): Codec<Out, In> {
  return {
    read(r) {
      const value = codec.read(r)
      if (value === null) throw new WireError('null where none may be')
      return value
    },
    write: codec.write,
  }
}

const EMPTY = Buffer.alloc(0)

export const string: WireType<string> = { zero: '', codec: (shape) => present(textCodec(shape)) }
export const nullableString: WireType<string | null> = { zero: null, codec: textCodec }
export const bytes: WireType<Buffer, Uint8Array> = { zero: EMPTY, codec: (shape) => present(bytesCodec(shape)) }
export const nullableBytes: WireType<Buffer | null, Uint8Array | null> = { zero: null, codec: bytesCodec }

export function array<Out, In>(element: WireType<Out, In>): WireType<Out[], readonly In[]> {
  return { zero: [], codec: (shape) => present(arrayCodec(element, shape)) }
}

export function nullableArray<Out, In>(element: WireType<Out, In>): WireType<Out[] | null, readonly In[] | null> {
  return { zero: null, codec: (shape) => arrayCodec(element, shape) }
}

function arrayCodec<Out, In>(element: WireType<Out, In>, shape: Shape): Codec<Out[] | null, readonly In[] | null> {
  const length = lengthCodec('long', shape)
  const { read, write } = element.codec(shape)
  return {
    read(r) {
      const size = length.read(r)
      if (size < 0) return null
      const values: Out[] = []
      for (let left = r.count(size); left > 0; left -= 1) values.push(read(r))
      return values
    },
    write(w, v) {
      length.write(w, v === null ? -1 : v.length)
      if (v !== null) for (const one of v) write(w, one)
    },
  }
}

/** Null is an int8 of −1, a value an int8 of 1 before it (KIP-893). */
export function nullableStruct<Out, In>(type: WireType<Out, In>): WireType<Out | null, In | null> {
  return {
    zero: null,
    codec(shape) {
      const { read, write } = type.codec(shape)
      return {
        read: (r) => (r.int8() < 0 ? null : read(r)),
        write(w, v) {
          w.int8(v === null ? -1 : 1)
          if (v !== null) write(w, v)
        },
      }
    },
  }
}

/** Takes a value, or its bytes where somebody has encoded it before. */
export function encodable<Out, In>(type: WireType<Out, In>): WireType<Out, In | Buffer> {
  return {
    zero: type.zero,
    codec(shape) {
      const { read, write } = type.codec(shape)
      return { read, write: (w, v) => (Buffer.isBuffer(v) ? w.raw(v) : write(w, v)) }
    },
  }
}
