import { describe, expect, it } from 'vitest'
import { AT, readHead } from './batch-header.ts'
import { crc32c } from './crc32c.ts'
import { encodeBatch } from './encode-batch.ts'
import { PartitionLog } from './partition-log.ts'
import { readPartition } from './read-partition.ts'
import { readRecords, type StoredRecord } from './record-reader.ts'
import { type SyntheticPartition, syntheticBatches } from './synthetic-batches.ts'

const T = 1_700_000_000_000
const ORDERS: SyntheticPartition = {
  seed: 42,
  topic: 'orders',
  partition: 3,
  leaderEpoch: 2,
  averageSizeBytes: 300,
  timestampAt: (offset) => T + Number(offset) * 10,
}

/** Every record in concatenated batches, checksums checked. */
function recordsIn(bytes: Buffer): StoredRecord[] {
  const records: StoredRecord[] = []
  for (let at = 0; at < bytes.length; ) {
    const head = readHead(bytes, at)
    if (head.kind !== 'batch') throw new Error(`no batch at ${at}: ${JSON.stringify(head)}`)
    const batch = bytes.subarray(at, at + head.header.sizeBytes)
    expect(crc32c(batch, AT.attributes)).toBe(head.header.crc)
    records.push(...(readRecords(batch, head.header) ?? []))
    at += head.header.sizeBytes
  }
  return records
}

const read = (fromOffset: bigint, endOffset: bigint, maxBytes = 1e6) =>
  recordsIn(Buffer.concat(syntheticBatches(ORDERS, { fromOffset, endOffset, maxBytes })))

const offsets = (records: readonly StoredRecord[]) => records.map((record) => Number(record.offset))

describe('made records', () => {
  it('fill the range without a gap, at the times they are told', () => {
    const records = read(995n, 1_210n)
    expect(offsets(records)).toEqual(Array.from({ length: 215 }, (_, index) => 995 + index))
    expect(records.every((record) => record.timestampMs === T + Number(record.offset) * 10)).toBe(true)
  })

  it('are the same whoever asks and from wherever, and differ between offsets, partitions and seeds', () => {
    expect(read(1_000n, 1_100n).at(-1)).toEqual(read(1_099n, 1_100n)[0])
    const other = { fromOffset: 7n, endOffset: 8n, maxBytes: 1e6 }
    const values = [ORDERS, { ...ORDERS, partition: 4 }, { ...ORDERS, seed: 43 }].map((partition) =>
      recordsIn(Buffer.concat(syntheticBatches(partition, other)))[0]?.value?.toString(),
    )
    values.push(read(8n, 9n)[0]?.value?.toString())
    expect(new Set(values).size).toBe(4)
  })

  it('read like events of their topic and have about the wanted size', () => {
    const records = read(0n, 1_000n)
    const event = JSON.parse(records[0]?.value?.toString() ?? '')
    expect(event).toMatchObject({ orderId: records[0]?.key?.toString(), at: new Date(T).toISOString() })
    const bytes = records.reduce((sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0), 0)
    expect(bytes / records.length).toBeGreaterThan(270)
    expect(bytes / records.length).toBeLessThan(330)
  })

  it('keep to the wanted bytes but for a first batch that is larger', () => {
    const bytes = (maxBytes: number) =>
      syntheticBatches(ORDERS, { fromOffset: 0n, endOffset: 10_000n, maxBytes }).map((batch) => batch.length)
    expect(bytes(100_000).reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(100_000)
    expect(bytes(100_000).length).toBeGreaterThan(3)
    expect(bytes(1)).toHaveLength(1)
    expect(syntheticBatches(ORDERS, { fromOffset: 5n, endOffset: 5n, maxBytes: 1 })).toEqual([])
  })
})

describe('reading a partition', () => {
  const produced = (baseOffset: bigint, values: readonly string[]) => ({
    baseOffset,
    batch: encodeBatch({
      baseOffset: 0n,
      records: values.map((value) => ({ timestampMs: T, key: null, value: Buffer.from(value) })),
    }),
  })

  function logWith(...batches: ReturnType<typeof produced>[]): PartitionLog {
    const log = new PartitionLog({ capBytes: 1e6 })
    for (const { batch, baseOffset } of batches) log.append(batch, { baseOffset, leaderEpoch: 0 })
    return log
  }

  it('gives what was produced at its offsets and made records around it', () => {
    const log = logWith(produced(10n, ['x', 'y']), produced(20n, ['z']))
    const records = recordsIn(readPartition(log, ORDERS, { fromOffset: 5n, endOffset: 25n, maxBytes: 1e6 }))
    expect(offsets(records)).toEqual(Array.from({ length: 20 }, (_, index) => 5 + index))
    const own = records.filter((record) => (record.value?.length ?? 0) === 1)
    expect(own.map((record) => [Number(record.offset), record.value?.toString()])).toEqual([
      [10, 'x'],
      [11, 'y'],
      [20, 'z'],
    ])
  })

  it('gives the whole batch when the offset is inside it', () => {
    const records = recordsIn(
      readPartition(logWith(produced(10n, ['x', 'y'])), ORDERS, { fromOffset: 11n, endOffset: 12n, maxBytes: 1 }),
    )
    expect(offsets(records)).toEqual([10, 11])
  })

  it('keeps to the wanted bytes across both sorts, and gives nothing at the end', () => {
    const log = logWith(...Array.from({ length: 50 }, (_, index) => produced(BigInt(index), ['x'.repeat(500)])))
    const bytes = readPartition(log, ORDERS, { fromOffset: 0n, endOffset: 200n, maxBytes: 2_000 })
    expect(bytes.length).toBeLessThanOrEqual(2_000)
    expect(recordsIn(bytes).length).toBeGreaterThan(1)
    expect(readPartition(log, ORDERS, { fromOffset: 50n, endOffset: 50n, maxBytes: 2_000 })).toHaveLength(0)
  })
})
