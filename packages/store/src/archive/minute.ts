// One minute of every series: how samples are gathered, and how a minute is one row of the database.

/** Columns of equal length; `series` ascending numbers. */
export interface Minute {
  /** Epoch ms of its beginning. */
  readonly at: number
  readonly series: Uint32Array
  readonly samples: Uint16Array
  readonly mean: Float32Array
  readonly min: Float32Array
  readonly max: Float32Array
}

export const MINUTE_MS = 60_000
const ROW_BYTES = 4 + 4 + 4 + 4 + 2

/** A minute as bytes: number of series, then its columns. */
export function encodeMinute({ series, samples, mean, min, max }: Minute): Uint8Array {
  const n = series.length
  const bytes = new Uint8Array(4 + n * ROW_BYTES)
  new DataView(bytes.buffer).setUint32(0, n, true)
  let at = 4
  for (const column of [series, mean, min, max, samples]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at += column.byteLength
  }
  return bytes
}

/** Null when the bytes are not a minute of ours. */
export function decodeMinute(at: number, bytes: Uint8Array): Minute | null {
  if (bytes.length < 4) return null
  const n = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  if (bytes.length !== 4 + n * ROW_BYTES) return null
  // Copied, so that every column begins where its type wants it.
  const part = (index: number, width: number) => bytes.slice(4 + n * 4 * index, 4 + n * 4 * index + n * width).buffer
  return {
    at,
    series: new Uint32Array(part(0, 4)),
    mean: new Float32Array(part(1, 4)),
    min: new Float32Array(part(2, 4)),
    max: new Float32Array(part(3, 4)),
    samples: new Uint16Array(part(4, 2)),
  }
}

/** Row of a series in a minute, −1 = it told nothing. */
export function rowOf({ series }: Minute, wanted: number): number {
  let low = 0
  let high = series.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = series[middle] as number
    if (found === wanted) return middle
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}
