// Valid bytes made invalid, in ways that break decoders. A seed decides all of it.
import type { Random } from '../world/random.ts'

type Mutation = (bytes: Buffer, random: Random) => Buffer

const EXTREMES: readonly number[] = [0, 1, 0x7f, 0x80, 0xff]
/** What a length field may be made to say: more than there is, less than nothing, the largest there is. */
const LENGTHS: readonly number[] = [-1, -2, -0x8000_0000, 0x7fff_ffff, 0x4000_0000, 0x00ff_ffff, 0x0001_0000, 0x7fff]
/** The largest unsigned variable-length integers, whole and without an end. */
const VARINTS: readonly Buffer[] = [
  Buffer.from('ffffffff0f', 'hex'),
  Buffer.from('ffffffff7f', 'hex'),
  Buffer.from('ffffffffffffffffff01', 'hex'),
  Buffer.from('8080808000', 'hex'),
]

const flipBit: Mutation = (bytes, random) => {
  const at = random.below(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
  return bytes
}

const setByte: Mutation = (bytes, random) => {
  bytes[random.below(bytes.length)] = random.next() < 0.5 ? random.pick(EXTREMES) : random.below(256)
  return bytes
}

const cutOff: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length))

const insert: Mutation = (bytes, random) => {
  const at = random.below(bytes.length + 1)
  const added = Buffer.from(Array.from({ length: 1 + random.below(12) }, () => random.below(256)))
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)])
}

const remove: Mutation = (bytes, random) => {
  const at = random.below(bytes.length)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(8))])
}

const lieAboutLength: Mutation = (bytes, random) => {
  const length = random.pick(LENGTHS)
  if (bytes.length >= 4 && random.next() < 0.6) bytes.writeInt32BE(length, random.below(bytes.length - 3))
  else if (bytes.length >= 2) bytes.writeInt16BE((length << 16) >> 16, random.below(bytes.length - 1))
  return bytes
}

const lieInVarint: Mutation = (bytes, random) => {
  const at = random.below(bytes.length)
  return Buffer.concat([bytes.subarray(0, at), random.pick(VARINTS), bytes.subarray(at + 1)])
}

const repeat: Mutation = (bytes, random) => {
  const from = random.below(bytes.length)
  const part = bytes.subarray(from, from + 1 + random.below(64))
  return Buffer.concat([bytes.subarray(0, from), part, part, part, bytes.subarray(from)])
}

const MUTATIONS: readonly Mutation[] = [
  flipBit,
  flipBit,
  setByte,
  cutOff,
  insert,
  remove,
  lieAboutLength,
  lieAboutLength,
  lieInVarint,
  repeat,
]

export interface Mutator {
  /** A changed copy of one of the samples, sometimes spliced with another; never of more than some kilobytes more. */
  next(samples: readonly Buffer[]): Buffer
}

export function createMutator(random: Random): Mutator {
  return {
    next(samples) {
      let bytes = Buffer.from(random.pick(samples))
      if (samples.length > 1 && random.next() < 0.1) bytes = spliced(bytes, random.pick(samples), random)
      for (let left = 1 + random.below(3); left > 0 && bytes.length > 0; left -= 1) {
        bytes = Buffer.from(random.pick(MUTATIONS)(bytes, random))
      }
      return bytes
    },
  }
}

/** The head of one and the tail of another. */
function spliced(one: Buffer, other: Buffer, random: Random): Buffer<ArrayBuffer> {
  const head = one.subarray(0, random.below(one.length + 1))
  return Buffer.concat([head, other.subarray(random.below(other.length + 1))])
}
