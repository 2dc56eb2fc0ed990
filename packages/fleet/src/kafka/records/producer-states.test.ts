import { describe, expect, it } from 'vitest'
import { type BatchHeader, readHead } from './batch-header.ts'
import { encodeBatch } from './encode-batch.ts'
import { ProducerIds } from './producer-ids.ts'
import { ProducerStates } from './producer-states.ts'

function header(baseSequence: number, { epoch = 0, count = 3, id = 7n } = {}): BatchHeader {
  const records = Array.from({ length: count }, () => ({ timestampMs: 1, key: null, value: null }))
  const head = readHead(encodeBatch({ baseOffset: 0n, records, producer: { id, epoch, baseSequence } }))
  if (head.kind !== 'batch') throw new Error('not a batch')
  return head.header
}

/** States that took batches of three from sequence 0 on, at offsets 100, 103 … */
function having(batches: number): ProducerStates {
  const states = new ProducerStates()
  for (let index = 0; index < batches; index++)
    states.appended(header(3 * index), { baseOffset: 100n + BigInt(3 * index), appendTimeMs: index })
  return states
}

describe('idempotent producers', () => {
  it('takes what follows and refuses a gap', () => {
    expect(having(2).check(header(6))).toEqual({ kind: 'next' })
    expect(having(2).check(header(9))).toMatchObject({ kind: 'refused', errorCode: 45 })
  })

  it('answers one of the last five again with its first offset, and no earlier one', () => {
    expect(having(6).check(header(3))).toMatchObject({ kind: 'duplicate', baseOffset: 103n, appendTimeMs: 1 })
    expect(having(6).check(header(0))).toMatchObject({ kind: 'refused', errorCode: 45 })
  })

  it('does not take a batch that only begins like an earlier one for its repeat', () => {
    expect(having(2).check(header(3, { count: 2 }))).toMatchObject({ kind: 'refused', errorCode: 45 })
  })

  it('fences an older epoch; a newer one begins at zero', () => {
    const states = having(1)
    states.appended(header(0, { epoch: 2 }), { baseOffset: 103n, appendTimeMs: 0 })
    expect(states.check(header(3, { epoch: 1 }))).toMatchObject({ kind: 'refused', errorCode: 47 })
    expect(states.check(header(0, { epoch: 3 }))).toEqual({ kind: 'next' })
    expect(states.check(header(3, { epoch: 3 }))).toMatchObject({ kind: 'refused', errorCode: 45 })
  })

  it('takes any sequence from a producer it does not know, and asks nothing of others', () => {
    expect(having(1).check(header(40, { id: 8n }))).toEqual({ kind: 'next' })
    expect(having(1).check(header(-1, { id: -1n }))).toEqual({ kind: 'next' })
  })

  it('follows the sequence around its end', () => {
    const states = new ProducerStates()
    states.appended(header(0x7ffffffe), { baseOffset: 0n, appendTimeMs: 0 })
    expect(states.check(header(1))).toEqual({ kind: 'next' })
    expect(states.check(header(0))).toMatchObject({ errorCode: 45 })
    const atItsEnd = new ProducerStates()
    atItsEnd.appended(header(0x7ffffffd), { baseOffset: 0n, appendTimeMs: 0 })
    expect(atItsEnd.check(header(0))).toEqual({ kind: 'next' })
  })

  it('remembers a bounded number of producers, the idle ones forgotten first', () => {
    const states = new ProducerStates()
    const appended = (id: bigint, sequence: number) =>
      states.appended(header(sequence, { id }), { baseOffset: id, appendTimeMs: 0 })
    for (let id = 0n; id < 1_000n; id++) appended(id, 0)
    appended(0n, 3)
    appended(1_000n, 0)
    expect(states.check(header(9, { id: 0n }))).toMatchObject({ errorCode: 45 })
    expect(states.check(header(9, { id: 1n }))).toEqual({ kind: 'next' })
    expect(states.check(header(9, { id: 2n }))).toMatchObject({ errorCode: 45 })
  })
})

describe('producer ids', () => {
  it('gives each broker its own block and no id twice', () => {
    const ids = new ProducerIds()
    expect([ids.next(1), ids.next(2), ids.next(1)]).toEqual([0n, 1000n, 1n])
    const given = Array.from({ length: 3_000 }, (_, index) => ids.next(index % 3))
    expect(new Set(given).size).toBe(3_000)
  })
})
