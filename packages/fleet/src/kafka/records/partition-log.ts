import { type BatchHeader, readHead } from './batch-header.ts'
import { readRecords } from './record-reader.ts'
import { stampAppendTime, stampPlace } from './stamp.ts'

export interface LogPlace {
  /** The log's end before the append: the offset of the first record. */
  readonly baseOffset: bigint
  readonly leaderEpoch: number
  /** Given where the topic says LogAppendTime. */
  readonly appendTimeMs?: number
}

export interface FoundOffset {
  readonly offset: bigint
  readonly timestampMs: number
  readonly leaderEpoch: number
}

interface Kept {
  readonly header: BatchHeader
  readonly bytes: Buffer
  /** The offset after the batch. */
  readonly endOffset: bigint
}

/**
 * The batches that clients produced to one partition, by offset; offsets between them belong to simulated traffic. Old
 * batches are forgotten beyond the cap, as retention by size does.
 */
export class PartitionLog {
  readonly #capBytes: number
  #kept: Kept[] = []
  #sizeBytes = 0
  #startOffset = 0n

  constructor({ capBytes }: { readonly capBytes: number }) {
    this.#capBytes = capBytes
  }

  /** Nothing below it can be read: the highest of what was deleted and what was forgotten. */
  get startOffset(): bigint {
    return this.#startOffset
  }

  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** The offset after the newest batch, or null when none is kept. */
  get endOffset(): bigint | null {
    return this.#kept.at(-1)?.endOffset ?? null
  }

  /** Takes a validated batch; copies it. Returns the offset after it. */
  append(batch: Buffer, place: LogPlace): bigint {
    const bytes = Buffer.from(batch)
    stampPlace(bytes, place.baseOffset, place.leaderEpoch)
    if (place.appendTimeMs !== undefined) stampAppendTime(bytes, place.appendTimeMs)
    const head = readHead(bytes)
    if (head.kind !== 'batch') throw new TypeError('only validated batches are appended')
    const endOffset = place.baseOffset + BigInt(head.header.lastOffsetDelta) + 1n
    this.#kept.push({ header: head.header, bytes, endOffset })
    this.#sizeBytes += bytes.length
    while (this.#sizeBytes > this.#capBytes && this.#kept.length > 1) this.#forgetOldest()
    return endOffset
  }

  /** DeleteRecords: nothing below `offset` is readable any more. A batch that reaches beyond it stays whole. */
  deleteBefore(offset: bigint): void {
    if (offset > this.#startOffset) this.#startOffset = offset
    const first = this.#kept.findIndex((kept) => kept.endOffset > offset)
    for (let left = first === -1 ? this.#kept.length : first; left > 0; left--) this.#drop()
  }

  /** Cuts the end back, batch by batch: what an unclean election loses. */
  truncateTo(endOffset: bigint): void {
    for (let last = this.#kept.at(-1); last !== undefined && last.endOffset > endOffset; last = this.#kept.at(-1)) {
      this.#kept.pop()
      this.#sizeBytes -= last.bytes.length
    }
  }

  /** The batch that holds `offset`, or the next one after it; null when there is neither. */
  batchFrom(offset: bigint): { baseOffset: bigint; endOffset: bigint; bytes: Buffer } | null {
    const kept = this.#kept[this.#indexFrom(offset)]
    return kept === undefined
      ? null
      : { baseOffset: kept.header.baseOffset, endOffset: kept.endOffset, bytes: kept.bytes }
  }

  /** The first produced record at or after the time, not below the log's start; null when there is none. */
  offsetForTimestamp(timestampMs: number): FoundOffset | null {
    for (const kept of this.#kept) {
      if (kept.header.maxTimestampMs < timestampMs) continue
      const found = this.#recordAt(kept, timestampMs)
      if (found !== null) return found
    }
    return null
  }

  /** The record with the greatest timestamp (ListOffsets -3); the first of equals. */
  maxTimestamp(): FoundOffset | null {
    const newest = this.#kept.reduce<Kept | null>(
      (best, kept) => (best !== null && best.header.maxTimestampMs >= kept.header.maxTimestampMs ? best : kept),
      null,
    )
    return newest === null ? null : this.#recordAt(newest, newest.header.maxTimestampMs)
  }

  // Where the records cannot be read (snappy, lz4), the batch's first offset is the safe answer: nothing is skipped.
  #recordAt({ header, bytes }: Kept, timestampMs: number): FoundOffset | null {
    const { leaderEpoch } = header
    const records = readRecords(bytes, header)
    if (records === null) return { offset: header.baseOffset, timestampMs: header.maxTimestampMs, leaderEpoch }
    const record = records.find((each) => each.timestampMs >= timestampMs && each.offset >= this.#startOffset)
    return record === undefined ? null : { offset: record.offset, timestampMs: record.timestampMs, leaderEpoch }
  }

  #indexFrom(offset: bigint): number {
    let low = 0
    let high = this.#kept.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#kept[middle] as Kept).endOffset > offset) high = middle
      else low = middle + 1
    }
    return low
  }

  #forgetOldest(): void {
    const forgotten = this.#drop()
    if (forgotten !== undefined && forgotten.endOffset > this.#startOffset) this.#startOffset = forgotten.endOffset
  }

  #drop(): Kept | undefined {
    const dropped = this.#kept.shift()
    if (dropped !== undefined) this.#sizeBytes -= dropped.bytes.length
    return dropped
  }
}
