import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { type BatchHeader, HEAD_BYTES } from './batch-header.ts'

export interface StoredRecord {
  readonly offset: bigint
  readonly timestampMs: number
  readonly key: Buffer | null
  readonly value: Buffer | null
}

/** What a hostile or a broken batch may unpack to before it is given up. */
const UNPACKED_LIMIT_BYTES = 64 * 1024 * 1024

/**
 * The records of a batch, or null where they cannot be read: a codec that Node does not know (snappy, lz4), or bytes that
 * are no records. Never throws.
 */
export function readRecords(batch: Buffer, header: BatchHeader): StoredRecord[] | null {
  try {
    const body = unpack(batch.subarray(HEAD_BYTES, header.sizeBytes), header)
    return body === null ? null : recordsIn(body, header)
  } catch {
    return null
  }
}

function unpack(packed: Buffer, { codec }: BatchHeader): Buffer | null {
  const limit = { maxOutputLength: UNPACKED_LIMIT_BYTES }
  if (codec === 'none') return packed
  if (codec === 'gzip') return gunzipSync(packed, limit)
  return codec === 'zstd' ? zstdDecompressSync(packed, limit) : null
}

function recordsIn(body: Buffer, header: BatchHeader): StoredRecord[] | null {
  const records: StoredRecord[] = []
  const cursor = { body, at: 0 }
  for (let index = 0; index < header.recordCount; index++) {
    const end = readVarint(cursor) + cursor.at
    if (end <= cursor.at || end > body.length) return null
    cursor.at += 1
    const timestampDeltaMs = readVarint(cursor)
    const offset = header.baseOffset + BigInt(readVarint(cursor))
    const appended = header.timestampType === 'LogAppendTime'
    const timestampMs = appended ? header.maxTimestampMs : header.baseTimestampMs + timestampDeltaMs
    records.push({ offset, timestampMs, key: readBytes(cursor), value: readBytes(cursor) })
    if (cursor.at > end) return null
    cursor.at = end
  }
  return cursor.at === body.length ? records : null
}

interface Cursor {
  readonly body: Buffer
  at: number
}

function readBytes(cursor: Cursor): Buffer | null {
  const sizeBytes = readVarint(cursor)
  if (sizeBytes < 0) return null
  const bytes = cursor.body.subarray(cursor.at, cursor.at + sizeBytes)
  if (bytes.length < sizeBytes) throw new RangeError('a record ends early')
  cursor.at += sizeBytes
  return bytes
}

function readVarint(cursor: Cursor): number {
  let value = 0
  for (let factor = 1; factor < 2 ** 53; factor *= 128) {
    const byte = cursor.body[cursor.at++]
    if (byte === undefined) throw new RangeError('a varint ends early')
    value += (byte & 127) * factor
    if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  throw new RangeError('a varint is too long')
}
