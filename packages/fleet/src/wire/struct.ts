import type { Reader } from './reader.ts'
import { WireError } from './wire-error.ts'
import type { Codec, Shape, WireType } from './wire-type.ts'
import { Writer } from './writer.ts'

/** A field of a struct: its type, the versions that have it, and its tag where it is a tagged one. */
export interface Field<Out, In = Out> {
  readonly type: WireType<Out, In>
  readonly since: number
  readonly until: number
  readonly tag: number | null
  readonly zero: Out & In
}

// biome-ignore lint/suspicious/noExplicitAny: a struct holds fields of any type; Values and Inputs give each its own back.
type AnyMember = WireType<any, any> | Field<any, any>
type Members = Readonly<Record<string, AnyMember>>
type OutOf<M> = M extends Field<infer Out, infer _> ? Out : M extends WireType<infer Out, infer _> ? Out : never
type InOf<M> = M extends Field<infer _, infer In> ? In : M extends WireType<infer _, infer In> ? In : never

/** What reading a struct gives: every field, those that the version lacks with their defaults. */
export type Values<M extends Members> = { [K in keyof M]: OutOf<M[K]> }
/** What writing a struct takes: fields left out are written with their defaults. */
export type Inputs<M extends Members> = { readonly [K in keyof M]?: InOf<M[K]> | undefined }

interface Options<Out, In> {
  readonly since?: number
  readonly until?: number
  readonly tag?: number
  readonly default?: Out & In
}

function field<Out, In>(type: WireType<Out, In>, options: Options<Out, In>): Field<Out, In> {
  const { since = 0, until = Number.POSITIVE_INFINITY, tag = null } = options
  return { type, since, until, tag, zero: 'default' in options ? (options.default as Out & In) : type.zero }
}

/** A field that versions from `since` on have. */
export function from<Out, In>(since: number, type: WireType<Out, In>, ...zero: [(Out & In)?]): Field<Out, In> {
  return field(type, zero.length === 0 ? { since } : { since, default: zero[0] as Out & In })
}

/** A field that versions `since` to `until` have, both included. */
export function between<Out, In>(
  [since, until]: readonly [number, number],
  type: WireType<Out, In>,
  ...zero: [(Out & In)?]
): Field<Out, In> {
  return field(type, zero.length === 0 ? { since, until } : { since, until, default: zero[0] as Out & In })
}

/** A tagged field (KIP-482): written only where it differs from its default. */
export function tagged<Out, In>(
  [tag, since]: readonly [number, number],
  type: WireType<Out, In>,
  ...zero: [(Out & In)?]
): Field<Out, In> {
  return field(type, zero.length === 0 ? { tag, since } : { tag, since, default: zero[0] as Out & In })
}

/** A struct of fields in the order of the wire. */
export function struct<M extends Members>(members: M): WireType<Values<M>, Inputs<M>> {
  const fields = Object.entries(members).map(([name, member]) => ({ name, ...asField(member) }))
  const zero = Object.fromEntries(fields.map((one) => [one.name, one.zero])) as Values<M> & Inputs<M>
  return { zero, codec: (shape) => structCodec(fields, shape) as Codec<Values<M>, Inputs<M>> }
}

type Named = Field<unknown> & { readonly name: string }
type Plain = Record<string, unknown>

function asField(member: AnyMember): Field<unknown> {
  return 'codec' in member ? field(member, {}) : member
}

function structCodec(fields: readonly Named[], shape: Shape): Codec<Plain, Plain> {
  const here = (one: Named) => one.since <= shape.version && shape.version <= one.until
  const withCodec = (one: Named) => ({ ...one, codec: one.type.codec(shape) })
  const plain = fields.filter((one) => one.tag === null && here(one)).map(withCodec)
  const tags = shape.isFlexible ? fields.filter((one) => one.tag !== null && here(one)).map(withCodec) : []
  const absent = fields.filter((one) => !plain.some((p) => p.name === one.name))
  return {
    read(r) {
      const value: Plain = {}
      for (const one of plain) value[one.name] = one.codec.read(r)
      for (const one of absent) value[one.name] = one.zero
      if (shape.isFlexible) readTags(r, tags, value)
      return value
    },
    write(w, value) {
      for (const one of plain) one.codec.write(w, value[one.name] ?? orZero(value, one))
      if (shape.isFlexible) writeTags(w, tags, value)
    },
  }
}

/** Null that is given is a value; what is not given has the default. */
function orZero(value: Plain, { name, zero }: Named): unknown {
  return value[name] === null ? null : zero
}

type Coded = Named & { readonly codec: Codec<unknown, unknown> }

function readTags(r: Reader, tags: readonly Coded[], value: Plain): void {
  for (let left = r.count(r.uvarint()); left > 0; left -= 1) {
    const tag = r.uvarint()
    const size = r.uvarint()
    const known = tags.find((one) => one.tag === tag)
    const end = r.offset + size
    if (known === undefined) r.raw(size)
    else value[known.name] = known.codec.read(r)
    if (r.offset !== end) throw new WireError(`tagged field ${tag} is not ${size} bytes long`)
  }
}

function writeTags(w: Writer, tags: readonly Coded[], value: Plain): void {
  const given = tags.filter((one) => value[one.name] !== undefined && value[one.name] !== one.zero)
  w.uvarint(given.length)
  for (const one of given.toSorted((a, b) => (a.tag ?? 0) - (b.tag ?? 0))) {
    const body = new Writer()
    one.codec.write(body, value[one.name])
    w.uvarint(one.tag ?? 0)
    w.uvarint(body.length)
    w.raw(body.finish())
  }
}
