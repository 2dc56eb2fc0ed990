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

/** One record with its length in front; written in one piece, for made records are many. */
export function encodeRecord(record: RecordFields, deltas: RecordDeltas): Buffer {
  const headers = (record.headers ?? []).map(({ key, value }) => ({ key: Buffer.from(key), value }))
  const numbers = [deltas.timestampDeltaMs, deltas.offsetDelta]
  let sizeBytes = 1 + varintBytes(headers.length) + fieldBytes(record.key) + fieldBytes(record.value)
  for (const number of numbers) sizeBytes += varintBytes(number)
  for (const { key, value } of headers) sizeBytes += fieldBytes(key) + fieldBytes(value)
  const bytes = Buffer.allocUnsafe(varintBytes(sizeBytes) + sizeBytes)
  let at = writeVarint(bytes, sizeBytes, 0)
  at = bytes.writeInt8(0, at)
  for (const number of numbers) at = writeVarint(bytes, number, at)
  at = writeField(bytes, record.key, at)
  at = writeField(bytes, record.value, at)
  at = writeVarint(bytes, headers.length, at)
  for (const { key, value } of headers) at = writeField(bytes, value, writeField(bytes, key, at))
  return bytes
}

function fieldBytes(field: Buffer | null): number {
  return field === null ? 1 : varintBytes(field.length) + field.length
}

function writeField(bytes: Buffer, field: Buffer | null, at: number): number {
  const start = writeVarint(bytes, field === null ? -1 : field.length, at)
  return field === null ? start : start + field.copy(bytes, start)
}

/** Zig-zag varint of a whole number within ±2^52, which holds every delta of a varlong that a log can have. */
export function varint(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(varintBytes(value))
  writeVarint(bytes, value, 0)
  return bytes
}

function writeVarint(bytes: Buffer, value: number, start: number): number {
  let left = zigZag(value)
  let at = start
  for (; left >= 128; left = Math.floor(left / 128)) bytes[at++] = (left % 128) | 128
  bytes[at++] = left
  return at
}

function varintBytes(value: number): number {
  let count = 1
  for (let left = zigZag(value); left >= 128; left = Math.floor(left / 128)) count++
  return count
}

function zigZag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}
