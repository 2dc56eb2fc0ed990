import { businessEvent } from './business-event.ts'
import { between, chanceAt, hashOf } from './chance.ts'
import { encodeBatch } from './encode-batch.ts'
import type { RecordFields } from './record-writer.ts'

/** One partition whose records nobody produced: they are made when somebody reads them. */
export interface SyntheticPartition {
  readonly seed: number
  readonly topic: string
  readonly partition: number
  readonly leaderEpoch: number
  readonly averageSizeBytes: number
  /** When the record was written; never falls with the offset. */
  readonly timestampAt: (offset: bigint) => number
}

export interface OffsetRange {
  readonly fromOffset: bigint
  /** Exclusive. */
  readonly endOffset: bigint
  readonly maxBytes: number
}

const BATCH_BYTES = 16_384
const RECORDS_AT_MOST = 100

/**
 * Batches from `fromOffset` on, each whole, together at most `maxBytes` unless the first alone is larger (as a broker's
 * answer). The same offset always gives the same record; batches begin at the same places whoever asks.
 */
export function syntheticBatches(partition: SyntheticPartition, range: OffsetRange): Buffer[] {
  const batches: Buffer[] = []
  const stride = recordsPerBatch(partition.averageSizeBytes)
  let leftBytes = range.maxBytes
  for (let offset = range.fromOffset; offset < range.endOffset; ) {
    const blockEnd = (offset / stride + 1n) * stride
    const endOffset = blockEnd < range.endOffset ? blockEnd : range.endOffset
    const batch = batchOf(partition, offset, endOffset)
    if (batches.length > 0 && batch.length > leftBytes) break
    batches.push(batch)
    leftBytes -= batch.length
    if (leftBytes <= 0) break
    offset = endOffset
  }
  return batches
}

/** The record of one offset. */
export function syntheticRecord(partition: SyntheticPartition, offset: bigint): RecordFields {
  const chance = chanceAt(streamOf(partition), offset)
  const timestampMs = Math.max(0, Math.floor(partition.timestampAt(offset)))
  const size = partition.averageSizeBytes
  const sizeBytes = between(chance, Math.floor(size * 0.6), Math.ceil(size * 1.4))
  const { key, value } = businessEvent(partition.topic, { chance, timestampMs, sizeBytes })
  return { timestampMs, key: Buffer.from(key), value: Buffer.from(value) }
}

function batchOf(partition: SyntheticPartition, fromOffset: bigint, endOffset: bigint): Buffer {
  const records: RecordFields[] = []
  for (let offset = fromOffset; offset < endOffset; offset++) records.push(syntheticRecord(partition, offset))
  return encodeBatch({ baseOffset: fromOffset, leaderEpoch: partition.leaderEpoch, records })
}

function recordsPerBatch(averageSizeBytes: number): bigint {
  const fitting = Math.floor(BATCH_BYTES / Math.max(1, averageSizeBytes))
  return BigInt(Math.min(RECORDS_AT_MOST, Math.max(1, fitting)))
}

function streamOf({ seed, topic, partition }: SyntheticPartition): number {
  return hashOf(`${seed}/${topic}/${partition}`)
}
