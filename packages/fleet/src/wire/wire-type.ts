import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** How one type stands on the wire in one version of an API. */
export interface Codec<Out, In> {
  read(reader: Reader): Out
  write(writer: Writer, value: In): void
}

/** Version of the API, and whether that version is a flexible one (KIP-482: compact lengths, tagged fields). */
export interface Shape {
  readonly version: number
  readonly isFlexible: boolean
}

/** A type of the protocol: what reading gives (`Out`), what writing takes (`In`). */
export interface WireType<Out, In = Out> {
  /** What an absent field reads as, and what is written for a value that is not given. */
  readonly zero: Out & In
  codec(shape: Shape): Codec<Out, In>
}
