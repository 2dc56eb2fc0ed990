import { describe, expect, it } from 'vitest'
import { encodeBatch } from './encode-batch.ts'
import { PartitionLog } from './partition-log.ts'

const T = 1_700_000_000_000

const batchAt = (...timestamps: number[]) =>
  encodeBatch({
    baseOffset: 0n,
    records: timestamps.map((timestampMs) => ({ timestampMs, key: null, value: Buffer.from('value') })),
  })

/** Offsets 0–2 at T+10, +20, +30; 3–4 at +40, +50; then, after simulated traffic, 10–11 at +60, +70. */
function filled(): PartitionLog {
  const log = new PartitionLog({ capBytes: 1e6 })
  log.append(batchAt(T + 10, T + 20, T + 30), { baseOffset: 0n, leaderEpoch: 1 })
  log.append(batchAt(T + 40, T + 50), { baseOffset: 3n, leaderEpoch: 1 })
  log.append(batchAt(T + 60, T + 70), { baseOffset: 10n, leaderEpoch: 2 })
  return log
}

describe('a log of produced batches', () => {
  it('finds the batch that holds an offset, or the next', () => {
    const bases = [0n, 2n, 3n, 4n, 5n, 11n, 12n].map((offset) => filled().batchFrom(offset)?.baseOffset)
    expect(bases).toEqual([0n, 0n, 3n, 3n, 10n, 10n, undefined])
    expect(filled().endOffset).toBe(12n)
  })

  it('keeps its own copy of what the producer sent', () => {
    const sent = batchAt(T)
    const log = new PartitionLog({ capBytes: 1e6 })
    log.append(sent, { baseOffset: 9n, leaderEpoch: 4 })
    sent.fill(0)
    expect(log.batchFrom(9n)?.bytes.readInt32BE(12)).toBe(4)
  })

  it('finds the first record at or after a time', () => {
    const offsets = [T, T + 11, T + 30, T + 51, T + 71].map((time) => filled().offsetForTimestamp(time)?.offset)
    expect(offsets).toEqual([0n, 1n, 2n, 10n, undefined])
    expect(filled().offsetForTimestamp(T + 61)).toEqual({ offset: 11n, timestampMs: T + 70, leaderEpoch: 2 })
  })

  it('finds the greatest timestamp, the first of equals', () => {
    const log = filled()
    log.append(batchAt(T + 5, T + 70), { baseOffset: 12n, leaderEpoch: 2 })
    expect(log.maxTimestamp()).toMatchObject({ offset: 11n, timestampMs: T + 70 })
    expect(new PartitionLog({ capBytes: 1 }).maxTimestamp()).toBeNull()
  })

  it('forgets whole batches below a deleted offset and moves its start', () => {
    const log = filled()
    log.deleteBefore(4n)
    expect(log.startOffset).toBe(4n)
    expect(log.batchFrom(0n)?.baseOffset).toBe(3n)
    expect(log.offsetForTimestamp(T)?.offset).toBe(4n)
    log.deleteBefore(12n)
    expect([log.batchFrom(0n), log.sizeBytes, log.startOffset]).toEqual([null, 0, 12n])
    log.deleteBefore(1n)
    expect(log.startOffset).toBe(12n)
  })

  it('forgets its oldest batches beyond the cap, never the newest', () => {
    const sizeBytes = batchAt(T).length
    const log = new PartitionLog({ capBytes: 2 * sizeBytes })
    for (let offset = 0n; offset < 5n; offset++) log.append(batchAt(T), { baseOffset: offset, leaderEpoch: 0 })
    expect([log.startOffset, log.sizeBytes]).toEqual([3n, 2 * sizeBytes])
    const small = new PartitionLog({ capBytes: 1 })
    small.append(batchAt(T), { baseOffset: 0n, leaderEpoch: 0 })
    expect(small.batchFrom(0n)).not.toBeNull()
  })

  it('is cut back by whole batches', () => {
    const log = filled()
    log.truncateTo(11n)
    expect(log.endOffset).toBe(5n)
    log.append(batchAt(T), { baseOffset: 11n, leaderEpoch: 3 })
    expect(log.batchFrom(5n)?.baseOffset).toBe(11n)
    log.truncateTo(0n)
    expect([log.endOffset, log.sizeBytes]).toEqual([null, 0])
  })

  it('marks the time of the append where the topic says so', () => {
    const log = new PartitionLog({ capBytes: 1e6 })
    log.append(batchAt(T, T), { baseOffset: 0n, leaderEpoch: 0, appendTimeMs: T + 99 })
    expect(log.offsetForTimestamp(T + 98)).toMatchObject({ offset: 0n, timestampMs: T + 99 })
  })
})
