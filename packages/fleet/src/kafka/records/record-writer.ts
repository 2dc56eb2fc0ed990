// Records of magic 2 as bytes: zig-zag varints, deltas against the batch, null as length -1 (KIP-98).

export interface RecordFields {
  readonly timestampMs: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers?: readonly { readonly key: string; readonly value: Buffer | null }[]
}

export interface RecordDeltas {
  readonly offsetDelta: number
  readonly timestampDeltaMs: number
}

/** One record with its length in front. */
export function encodeRecord(record: RecordFields, deltas: RecordDeltas): Buffer {
  const parts: Buffer[] = [ATTRIBUTES, varint(deltas.timestampDeltaMs), varint(deltas.offsetDelta)]
  pushBytes(parts, record.key)
  pushBytes(parts, record.value)
  const headers = record.headers ?? []
  parts.push(varint(headers.length))
  for (const header of headers) {
    pushBytes(parts, Buffer.from(header.key))
    pushBytes(parts, header.value)
  }
  const sizeBytes = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([varint(sizeBytes), ...parts])
}

const ATTRIBUTES = Buffer.from([0])

function pushBytes(parts: Buffer[], bytes: Buffer | null): void {
  parts.push(varint(bytes === null ? -1 : bytes.length))
  if (bytes !== null) parts.push(bytes)
}

/** Zig-zag varint of a whole number within ±2^52, which holds every delta of a varlong that a log can have. */
export function varint(value: number): Buffer {
  let left = value < 0 ? -2 * value - 1 : 2 * value
  const bytes: number[] = []
  while (left >= 128) {
    bytes.push((left % 128) | 128)
    left = Math.floor(left / 128)
  }
  bytes.push(left)
  return Buffer.from(bytes)
}
