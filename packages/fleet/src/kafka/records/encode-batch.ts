import { gzipSync } from 'node:zlib'
import { AT, HEAD_BYTES, LOG_OVERHEAD_BYTES } from './batch-header.ts'
import { encodeRecord, type RecordFields } from './record-writer.ts'
import { stampChecksum } from './stamp.ts'

export interface BatchFields {
  readonly baseOffset: bigint
  readonly leaderEpoch?: number
  readonly codec?: 'none' | 'gzip'
  /** At least one; offsets follow each other from the base. */
  readonly records: readonly RecordFields[]
  readonly producer?: { readonly id: bigint; readonly epoch: number; readonly baseSequence: number }
  readonly kind?: 'plain' | 'transactional' | 'control'
}

/** Bits of the attributes beside the codec: a control batch is part of a transaction. */
const KIND_BITS = { plain: 0, transactional: 16, control: 48 } as const

/** A whole batch of magic 2 with a true checksum. Source: KIP-98. */
export function encodeBatch(fields: BatchFields): Buffer {
  const baseTimestampMs = fields.records[0]?.timestampMs ?? -1
  const maxTimestampMs = fields.records.reduce((max, record) => Math.max(max, record.timestampMs), -1)
  const body = Buffer.concat(
    fields.records.map((record, index) =>
      encodeRecord(record, { offsetDelta: index, timestampDeltaMs: record.timestampMs - baseTimestampMs }),
    ),
  )
  const packed = fields.codec === 'gzip' ? gzipSync(body) : body
  const batch = Buffer.alloc(HEAD_BYTES + packed.length)
  packed.copy(batch, HEAD_BYTES)
  writeHead(batch, fields, { baseTimestampMs, maxTimestampMs })
  stampChecksum(batch)
  return batch
}

function writeHead(
  batch: Buffer,
  fields: BatchFields,
  span: { baseTimestampMs: number; maxTimestampMs: number },
): void {
  const attributes = (fields.codec === 'gzip' ? 1 : 0) | KIND_BITS[fields.kind ?? 'plain']
  batch.writeBigInt64BE(fields.baseOffset, AT.baseOffset)
  batch.writeInt32BE(batch.length - LOG_OVERHEAD_BYTES, AT.length)
  batch.writeInt32BE(fields.leaderEpoch ?? 0, AT.leaderEpoch)
  batch.writeInt8(2, AT.magic)
  batch.writeInt16BE(attributes, AT.attributes)
  batch.writeInt32BE(fields.records.length - 1, AT.lastOffsetDelta)
  batch.writeBigInt64BE(BigInt(span.baseTimestampMs), AT.baseTimestamp)
  batch.writeBigInt64BE(BigInt(span.maxTimestampMs), AT.maxTimestamp)
  batch.writeBigInt64BE(fields.producer?.id ?? -1n, AT.producerId)
  batch.writeInt16BE(fields.producer?.epoch ?? -1, AT.producerEpoch)
  batch.writeInt32BE(fields.producer?.baseSequence ?? -1, AT.baseSequence)
  batch.writeInt32BE(fields.records.length, AT.recordCount)
}
