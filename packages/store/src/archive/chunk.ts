// Evenly stepped points of one series as a few bytes. Per point: mean, min, max with four significant digits (12 bits of
// mantissa: off by at most 0.012 %, whole numbers up to 8192 exact) and the number of samples.
import { deflateRawSync, inflateRawSync } from 'node:zlib'

export interface ChunkPoint {
  readonly mean: number
  readonly min: number
  readonly max: number
  /** 1 … 65 535. */
  readonly samples: number
}

/** Points by their place in the chunk; undefined = nothing was recorded. */
export type ChunkPoints = readonly (ChunkPoint | undefined)[]

const VERSION = 1
/** Bytes of a value that can differ from zero: sign, exponent, 12 bits of mantissa in 21 bits. */
const PLANES = 3
const CUT_BITS = 11
const MOST_SAMPLES = 65_535

const floats = new Float32Array(1)
const bits = new Uint32Array(floats.buffer)

/** The upper 21 bits of a 32-bit float, rounded to the nearest. */
function shortOf(value: number): number {
  floats[0] = value
  const whole = bits[0] as number
  const rounded = whole + (1 << (CUT_BITS - 1))
  const isOver = (rounded & 0x7f800000) === 0x7f800000
  return (isOver ? whole : rounded) >>> CUT_BITS
}

function floatOf(short: number): number {
  bits[0] = (short << CUT_BITS) >>> 0
  return floats[0] as number
}

/**
 * Three columns of differences, byte by byte: each mean against the one before, min and max against their mean. What does
 * not change is zeros, and zeros cost next to nothing.
 */
export function encodeChunk(points: ChunkPoints): Uint8Array {
  const told = points.filter((point) => point !== undefined)
  const raw = new Uint8Array(points.length * 2 + told.length * PLANES * 3)
  points.forEach((point, i) => {
    const samples = Math.min(point?.samples ?? 0, MOST_SAMPLES)
    raw[i] = samples & 0xff
    raw[points.length + i] = samples >>> 8
  })
  let before = 0
  const put = (column: number, row: number, difference: number) => {
    for (let plane = 0; plane < PLANES; plane += 1)
      raw[points.length * 2 + (column * PLANES + plane) * told.length + row] = (difference >>> (8 * plane)) & 0xff
  }
  told.forEach(({ mean, min, max }, row) => {
    const short = shortOf(mean)
    put(0, row, short ^ before)
    put(1, row, short ^ shortOf(min))
    put(2, row, short ^ shortOf(max))
    before = short
  })
  const packed = deflateRawSync(raw, { level: 6, memLevel: 6, windowBits: 13 })
  const chunk = new Uint8Array(3 + packed.length)
  chunk[0] = VERSION
  chunk[1] = points.length & 0xff
  chunk[2] = points.length >>> 8
  chunk.set(packed, 3)
  return chunk
}

/** The points of a chunk; null when it is none of ours. */
export function decodeChunk(chunk: Uint8Array): (ChunkPoint | undefined)[] | null {
  if (chunk.length < 4 || chunk[0] !== VERSION) return null
  const length = (chunk[1] as number) | ((chunk[2] as number) << 8)
  const raw = inflated(chunk.subarray(3), length)
  if (raw === null) return null
  const told = (raw.length - 2 * length) / (PLANES * 3)
  const read = (column: number, row: number) => {
    let short = 0
    for (let plane = 0; plane < PLANES; plane += 1)
      short |= (raw[length * 2 + (column * PLANES + plane) * told + row] as number) << (8 * plane)
    return short
  }
  let before = 0
  let row = 0
  return Array.from({ length }, (_, i) => {
    const samples = (raw[i] as number) | ((raw[length + i] as number) << 8)
    if (samples === 0 || row >= told) return undefined
    before ^= read(0, row)
    const point = {
      mean: floatOf(before),
      min: floatOf(before ^ read(1, row)),
      max: floatOf(before ^ read(2, row)),
      samples,
    }
    row += 1
    return point
  })
}

function inflated(packed: Uint8Array, length: number): Uint8Array | null {
  try {
    const raw = inflateRawSync(packed, { maxOutputLength: length * (2 + PLANES * 3) + 1 })
    return raw.length >= 2 * length && (raw.length - 2 * length) % (PLANES * 3) === 0 ? raw : null
  } catch {
    return null
  }
}

/** Several points as one: mean by samples, least and largest. Undefined when there is none. */
export function togetherOf(points: Iterable<ChunkPoint | undefined>): ChunkPoint | undefined {
  let sum = 0
  let samples = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const point of points) {
    if (point === undefined) continue
    sum += point.mean * point.samples
    samples += point.samples
    min = Math.min(min, point.min)
    max = Math.max(max, point.max)
  }
  return samples === 0 ? undefined : { mean: sum / samples, min, max, samples }
}
