// The head of a record batch of magic 2 (KIP-98): 61 bytes before the records. Offsets 8–16 are not under the checksum.

/** Where the parts stand, in bytes from the start of the batch. */
export const AT = {
  baseOffset: 0,
  length: 8,
  leaderEpoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  baseSequence: 53,
  recordCount: 57,
} as const

/** Bytes of the head. */
export const HEAD_BYTES = 61
/** Bytes before the part that `length` counts. */
export const LOG_OVERHEAD_BYTES = 12

export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Codec = (typeof CODECS)[number]

export interface BatchHeader {
  readonly baseOffset: bigint
  /** The whole batch, head included. */
  readonly sizeBytes: number
  readonly leaderEpoch: number
  readonly crc: number
  /** Null: a number Kafka gives to no codec. */
  readonly codec: Codec | null
  readonly timestampType: 'CreateTime' | 'LogAppendTime'
  readonly isTransactional: boolean
  readonly isControl: boolean
  readonly lastOffsetDelta: number
  readonly baseTimestampMs: number
  readonly maxTimestampMs: number
  /** -1n: not idempotent. */
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly recordCount: number
}

/** What stands at a place of a record set: a batch, an older message set, or too few bytes for either. */
export type Head =
  | { readonly kind: 'batch'; readonly header: BatchHeader }
  | { readonly kind: 'older'; readonly magic: number }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Reads the head of the batch at `at`; checks lengths, not the checksum. Source: KIP-98, DefaultRecordBatch. */
export function readHead(bytes: Buffer, at = 0): Head {
  const left = bytes.length - at
  if (left < AT.magic + 1) return unreadable(`${left} bytes are too few for a batch`)
  const magic = bytes.readInt8(at + AT.magic)
  if (magic === 0 || magic === 1) return { kind: 'older', magic }
  if (magic !== 2) return unreadable(`magic ${magic} is not known`)
  const sizeBytes = bytes.readInt32BE(at + AT.length) + LOG_OVERHEAD_BYTES
  if (sizeBytes < HEAD_BYTES) return unreadable(`a batch of ${sizeBytes} bytes is smaller than its head`)
  if (sizeBytes > left) return unreadable(`a batch of ${sizeBytes} bytes in ${left}`)
  return { kind: 'batch', header: headerAt(bytes, at, sizeBytes) }
}

function headerAt(bytes: Buffer, at: number, sizeBytes: number): BatchHeader {
  const attributes = bytes.readInt16BE(at + AT.attributes)
  return {
    baseOffset: bytes.readBigInt64BE(at + AT.baseOffset),
    sizeBytes,
    leaderEpoch: bytes.readInt32BE(at + AT.leaderEpoch),
    crc: bytes.readUInt32BE(at + AT.crc),
    codec: CODECS[attributes & 7] ?? null,
    timestampType: attributes & 8 ? 'LogAppendTime' : 'CreateTime',
    isTransactional: (attributes & 16) !== 0,
    isControl: (attributes & 32) !== 0,
    lastOffsetDelta: bytes.readInt32BE(at + AT.lastOffsetDelta),
    baseTimestampMs: Number(bytes.readBigInt64BE(at + AT.baseTimestamp)),
    maxTimestampMs: Number(bytes.readBigInt64BE(at + AT.maxTimestamp)),
    producerId: bytes.readBigInt64BE(at + AT.producerId),
    producerEpoch: bytes.readInt16BE(at + AT.producerEpoch),
    baseSequence: bytes.readInt32BE(at + AT.baseSequence),
    recordCount: bytes.readInt32BE(at + AT.recordCount),
  }
}

function unreadable(reason: string): Head {
  return { kind: 'unreadable', reason }
}
