import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AT, readHead } from './batch-header.ts'
import { crc32c } from './crc32c.ts'
import { encodeBatch } from './encode-batch.ts'
import { readRecords } from './record-reader.ts'
import { varint } from './record-writer.ts'
import { stampAppendTime, stampPlace } from './stamp.ts'

const T = 1_700_000_000_000

const record = fc.record({
  timestampMs: fc.integer({ min: T - 1_000_000, max: T + 1_000_000 }),
  key: fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))),
  value: fc.option(fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes))),
})

function headerOf(batch: Buffer) {
  const head = readHead(batch)
  if (head.kind !== 'batch') throw new Error(`not a batch: ${JSON.stringify(head)}`)
  return head.header
}

describe('a record batch', () => {
  it('gives back the records that were written, plain and gzip', () => {
    const property = fc.property(
      fc.array(record, { minLength: 1, maxLength: 20 }),
      fc.constantFrom('none' as const, 'gzip' as const),
      fc.bigInt({ min: 0n, max: 2n ** 60n }),
      (records, codec, baseOffset) => {
        const batch = encodeBatch({ baseOffset, codec, records })
        const header = headerOf(batch)
        expect(header).toMatchObject({ baseOffset, codec, recordCount: records.length, sizeBytes: batch.length })
        expect(header.maxTimestampMs).toBe(Math.max(...records.map((each) => each.timestampMs)))
        expect(crc32c(batch, AT.attributes)).toBe(header.crc)
        const read = readRecords(batch, header)
        expect(read).toEqual(records.map((each, index) => ({ ...each, offset: baseOffset + BigInt(index) })))
      },
    )
    fc.assert(property, { numRuns: 60 })
  })

  it('keeps its checksum when the leader gives it a place, and renews it with the time of the append', () => {
    const batch = encodeBatch({ baseOffset: 0n, records: [{ timestampMs: T, key: null, value: Buffer.from('a') }] })
    stampPlace(batch, 77n, 5)
    expect(headerOf(batch)).toMatchObject({ baseOffset: 77n, leaderEpoch: 5, crc: crc32c(batch, AT.attributes) })
    stampAppendTime(batch, T + 9)
    const header = headerOf(batch)
    expect(header).toMatchObject({ timestampType: 'LogAppendTime', maxTimestampMs: T + 9 })
    expect(header.crc).toBe(crc32c(batch, AT.attributes))
    expect(readRecords(batch, header)?.[0]?.timestampMs).toBe(T + 9)
  })

  it('says who wrote it and in what sort of batch', () => {
    const records = [{ timestampMs: T, key: null, value: null }]
    const producer = { id: 4_000n, epoch: 3, baseSequence: 12 }
    const header = headerOf(encodeBatch({ baseOffset: 0n, records, producer, kind: 'transactional' }))
    expect(header).toMatchObject({
      producerId: 4_000n,
      producerEpoch: 3,
      baseSequence: 12,
      isTransactional: true,
      isControl: false,
    })
  })

  it('writes varints as the protocol does', () => {
    expect([0, -1, 1, 63, 64, -65, 300].map((value) => varint(value).toString('hex'))).toEqual([
      '00',
      '01',
      '02',
      '7e',
      '8001',
      '8101',
      'd804',
    ])
  })

  it('names older formats, and what is too short or unknown, without throwing', () => {
    const batch = encodeBatch({ baseOffset: 0n, records: [{ timestampMs: T, key: null, value: null }] })
    expect(readHead(batch.subarray(0, 10)).kind).toBe('unreadable')
    expect(readHead(batch.subarray(0, batch.length - 1)).kind).toBe('unreadable')
    const older = Buffer.from(batch)
    older.writeInt8(1, AT.magic)
    expect(readHead(older)).toEqual({ kind: 'older', magic: 1 })
    older.writeInt8(7, AT.magic)
    expect(readHead(older).kind).toBe('unreadable')
  })

  it('gives no records of a batch with more bytes than records', () => {
    const batch = encodeBatch({ baseOffset: 0n, records: [{ timestampMs: T, key: null, value: Buffer.from('a') }] })
    const longer = Buffer.concat([batch, Buffer.from([0])])
    longer.writeInt32BE(batch.readInt32BE(AT.length) + 1, AT.length)
    expect(readRecords(longer, headerOf(longer))).toBeNull()
  })

  it('never throws and never hangs on mutated records', () => {
    const batch = encodeBatch({
      baseOffset: 0n,
      records: Array.from({ length: 6 }, (_, index) => ({
        timestampMs: T,
        key: null,
        value: Buffer.from(`v${index}`),
      })),
    })
    const property = fc.property(fc.nat(batch.length - 1), fc.nat(255), (at, byte) => {
      const broken = Buffer.from(batch)
      broken[at] = byte
      const head = readHead(broken)
      if (head.kind === 'batch') readRecords(broken, head.header)
    })
    fc.assert(property, { numRuns: 2_000 })
  })
})
