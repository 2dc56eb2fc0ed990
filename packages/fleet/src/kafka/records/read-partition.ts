import { AT } from './batch-header.ts'
import type { PartitionLog } from './partition-log.ts'
import { type OffsetRange, type SyntheticPartition, syntheticBatches } from './synthetic-batches.ts'

/**
 * The bytes of a Fetch answer for one partition: what clients produced, and made records in the offsets between. Whole
 * batches; at most `maxBytes` unless the first alone is larger.
 */
export function readPartition(log: PartitionLog | null, synthetic: SyntheticPartition, range: OffsetRange): Buffer {
  const parts: Buffer[] = []
  let leftBytes = range.maxBytes
  let offset = range.fromOffset
  while (offset < range.endOffset && (leftBytes > 0 || parts.length === 0)) {
    const produced = log?.batchFrom(offset) ?? null
    const piece =
      produced !== null && produced.baseOffset <= offset
        ? { batches: [produced.bytes], endOffset: produced.endOffset }
        : made(synthetic, {
            fromOffset: offset,
            endOffset: lower(produced?.baseOffset, range.endOffset),
            maxBytes: leftBytes,
          })
    const sizeBytes = piece.batches.reduce((sum, batch) => sum + batch.length, 0)
    if (parts.length > 0 && sizeBytes > leftBytes) break
    parts.push(...piece.batches)
    leftBytes -= sizeBytes
    offset = piece.endOffset
  }
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
}

function made(synthetic: SyntheticPartition, range: OffsetRange): { batches: Buffer[]; endOffset: bigint } {
  const batches = syntheticBatches(synthetic, range)
  const last = batches.at(-1)
  const endOffset =
    last === undefined
      ? range.endOffset
      : last.readBigInt64BE(AT.baseOffset) + BigInt(last.readInt32BE(AT.lastOffsetDelta)) + 1n
  return { batches, endOffset }
}

function lower(offset: bigint | undefined, other: bigint): bigint {
  return offset !== undefined && offset < other ? offset : other
}
