// What the leader writes into a batch it takes: its place in the log and, if the topic says so, the time.
import { AT } from './batch-header.ts'
import { crc32c } from './crc32c.ts'

const LOG_APPEND_TIME = 8

/**
 * Gives the batch at the start of `batch` its base offset and leader epoch, in place. Both stand before the checksummed
 * part, so the checksum stays true.
 */
export function stampPlace(batch: Buffer, baseOffset: bigint, leaderEpoch: number): void {
  batch.writeBigInt64BE(baseOffset, AT.baseOffset)
  batch.writeInt32BE(leaderEpoch, AT.leaderEpoch)
}

/**
 * Marks the batch with the time of the append (`message.timestamp.type=LogAppendTime`), in place, and renews the
 * checksum. The records keep their deltas: readers take the batch's maximum for all of them.
 */
export function stampAppendTime(batch: Buffer, nowMs: number): void {
  batch.writeInt16BE(batch.readInt16BE(AT.attributes) | LOG_APPEND_TIME, AT.attributes)
  batch.writeBigInt64BE(BigInt(nowMs), AT.maxTimestamp)
  stampChecksum(batch)
}

/** Writes the checksum of a finished batch. */
export function stampChecksum(batch: Buffer): void {
  batch.writeUInt32BE(crc32c(batch, AT.attributes), AT.crc)
}
