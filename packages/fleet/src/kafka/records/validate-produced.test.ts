import { describe, expect, it } from 'vitest'
import { AT } from './batch-header.ts'
import { type BatchFields, encodeBatch } from './encode-batch.ts'
import { stampChecksum } from './stamp.ts'
import { type ProduceRules, validateProduced } from './validate-produced.ts'

const RULES: ProduceRules = { maxMessageBytes: 1_048_588, cleanupPolicy: 'delete', topicPartition: 'orders-3' }
const KEYED = { timestampMs: 1_700_000_000_000, key: Buffer.from('k'), value: Buffer.from('v') }

const batch = (fields: Partial<BatchFields> = {}) => encodeBatch({ baseOffset: 0n, records: [KEYED, KEYED], ...fields })

function errorOf(records: Buffer | null, rules: Partial<ProduceRules> = {}): number {
  const judged = validateProduced(records, { ...RULES, ...rules })
  return 'refusal' in judged ? judged.refusal.errorCode : 0
}

/** A batch with one field changed and the checksum true again: wrong in sense, not in bytes. */
function altered(change: (bytes: Buffer) => void): Buffer {
  const bytes = batch()
  change(bytes)
  stampChecksum(bytes)
  return bytes
}

describe('what a leader takes from a producer', () => {
  it('takes a plain batch and a compressed one', () => {
    expect(errorOf(batch())).toBe(0)
    expect(errorOf(batch({ codec: 'gzip' }))).toBe(0)
  })

  it('does not open what it has no codec for', () => {
    expect(errorOf(altered((bytes) => bytes.writeInt16BE(2, AT.attributes)))).toBe(0)
    expect(errorOf(altered((bytes) => bytes.writeInt16BE(6, AT.attributes)))).toBe(76)
  })

  it('refuses a flipped bit and torn bytes as corrupt', () => {
    const flipped = batch()
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
    expect(errorOf(flipped)).toBe(2)
    expect(errorOf(batch().subarray(0, -1))).toBe(2)
  })

  it('refuses a batch above max.message.bytes, in words that name both sizes', () => {
    const bytes = batch()
    expect(errorOf(bytes, { maxMessageBytes: bytes.length })).toBe(0)
    const judged = validateProduced(bytes, { ...RULES, maxMessageBytes: bytes.length - 1 })
    expect(judged).toMatchObject({ refusal: { errorCode: 10 } })
    expect('refusal' in judged && judged.refusal.message).toContain(`${bytes.length} bytes`)
  })

  it('refuses the older formats', () => {
    expect(errorOf(altered((bytes) => bytes.writeInt8(1, AT.magic)))).toBe(43)
  })

  it('refuses what no client may say', () => {
    expect(errorOf(null)).toBe(87)
    expect(errorOf(Buffer.alloc(0))).toBe(87)
    expect(errorOf(batch({ baseOffset: 5n }))).toBe(87)
    expect(errorOf(batch({ kind: 'control' }))).toBe(87)
    expect(errorOf(batch({ producer: { id: 1n, epoch: 0, baseSequence: -1 } }))).toBe(87)
    expect(errorOf(altered((bytes) => bytes.writeInt32BE(7, AT.lastOffsetDelta)))).toBe(87)
    expect(errorOf(altered((bytes) => bytes.writeInt32BE(0, AT.recordCount)))).toBe(87)
    expect(errorOf(Buffer.concat([batch(), batch()]))).toBe(87)
  })

  it('wants a key where the topic is compacted', () => {
    const keyless = batch({ records: [KEYED, { ...KEYED, key: null }] })
    expect(errorOf(keyless)).toBe(0)
    expect(errorOf(keyless, { cleanupPolicy: 'compact' })).toBe(87)
    expect(errorOf(batch(), { cleanupPolicy: 'compact' })).toBe(0)
  })
})
