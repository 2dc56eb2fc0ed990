import { describe, expect, it } from 'vitest'
import { FETCH } from '../../apis/fetch.ts'
import { INIT_PRODUCER_ID } from '../../apis/init-producer-id.ts'
import { LIST_OFFSETS } from '../../apis/list-offsets.ts'
import { PRODUCE } from '../../apis/produce.ts'
import { type BatchFields, encodeBatch, readHead, readRecords } from '../records/index.ts'
import { fetchHandler } from './fetch.ts'
import { initProducerIdHandler } from './init-producer-id.ts'
import { listOffsetsHandler } from './list-offsets.ts'
import { NOW, oneCluster } from './one-cluster.fake.ts'
import { produceHandler } from './produce.ts'

type Fixture = ReturnType<typeof oneCluster>

const batch = (values: readonly string[], more: Partial<BatchFields> = {}) =>
  encodeBatch({
    baseOffset: 0n,
    records: values.map((value) => ({ timestampMs: NOW, key: null, value: Buffer.from(value) })),
    ...more,
  })

interface Sent {
  readonly topic?: string
  readonly records?: Buffer | null
  readonly acks?: number
  readonly nodeId?: number
  readonly version?: number
  readonly index?: number
}

async function produce(fixture: Fixture, sent: Sent = {}) {
  const { topic = 'quiet', records = batch(['a', 'b']), acks = -1, index = 0, version = 11 } = sent
  const nodeId = sent.nodeId ?? fixture.leader(topic === 'nothing' ? 'quiet' : topic)
  const topicId = fixture.cluster.topics.get(topic)?.id ?? 'f'.repeat(32)
  const request = {
    transactionalId: null,
    acks,
    timeoutMs: 1_000,
    topicData: [{ name: topic, topicId, partitionData: [{ index, records }] }],
  }
  const answer = await fixture.ask(produceHandler, PRODUCE, { request, nodeId, version })
  return answer === null ? null : { ...answer.responses[0]!.partitionResponses[0]!, endpoints: answer.nodeEndpoints }
}

interface Read {
  readonly topic?: string
  readonly from?: bigint | number
  readonly minBytes?: number
  readonly maxWaitMs?: number
  readonly maxBytes?: number
  readonly partitionMaxBytes?: number
  readonly nodeId?: number
  readonly version?: number
  readonly currentLeaderEpoch?: number
}

async function fetch(fixture: Fixture, read: Read = {}) {
  const { topic = 'quiet', from = 0n, minBytes = 1, maxWaitMs = 0, maxBytes = 1e6, version = 12 } = read
  const { partitionMaxBytes = 1e6, currentLeaderEpoch = -1 } = read
  const nodeId = read.nodeId ?? fixture.leader(topic === 'nothing' ? 'quiet' : topic)
  const topicId = fixture.cluster.topics.get(topic)?.id ?? 'f'.repeat(32)
  const partitions = [{ partition: 0, fetchOffset: from, partitionMaxBytes, currentLeaderEpoch }]
  const request = { maxWaitMs, minBytes, maxBytes, topics: [{ topic, topicId, partitions }] }
  const answer = await fixture.ask(fetchHandler, FETCH, { request, nodeId, version })
  return { ...answer!.responses[0]!.partitions[0]!, endpoints: answer!.nodeEndpoints }
}

function valuesIn(bytes: Buffer | null): string[] {
  const values: string[] = []
  for (let at = 0; bytes !== null && at < bytes.length; ) {
    const head = readHead(bytes, at)
    if (head.kind !== 'batch') throw new Error('not a batch')
    const part = bytes.subarray(at, at + head.header.sizeBytes)
    for (const record of readRecords(part, head.header) ?? []) values.push(`${record.offset}:${record.value}`)
    at += head.header.sizeBytes
  }
  return values
}

describe('Produce', () => {
  it('appends, and what was appended is fetched', async () => {
    const fixture = oneCluster()
    expect(await produce(fixture)).toMatchObject({
      errorCode: 0,
      baseOffset: 0n,
      logAppendTimeMs: -1n,
      logStartOffset: 0n,
    })
    expect(await produce(fixture, { records: batch(['c'], { codec: 'gzip' }) })).toMatchObject({ baseOffset: 2n })
    const read = await fetch(fixture)
    expect(valuesIn(read.records)).toEqual(['0:a', '1:b', '2:c'])
    expect(read).toMatchObject({
      errorCode: 0,
      highWatermark: 3n,
      lastStableOffset: 3n,
      logStartOffset: 0n,
      preferredReadReplica: -1,
    })
    expect(valuesIn((await fetch(fixture, { from: 2n })).records)).toEqual(['2:c'])
  })

  it('appends behind the traffic of a busy topic', async () => {
    const fixture = oneCluster()
    const { baseOffset } = (await produce(fixture, { topic: 'busy' }))!
    expect(baseOffset).toBe(36_000n)
    fixture.agenda.advance(NOW + 1_000)
    const values = valuesIn((await fetch(fixture, { topic: 'busy', from: baseOffset - 1n })).records)
    expect(values).toHaveLength(13)
    expect(values.slice(1, 3)).toEqual(['36000:a', '36001:b'])
    expect(values[3]).toMatch(/^36002:\{"/)
  })

  it('says why it does not append', async () => {
    const fixture = oneCluster()
    const { isr } = fixture.cluster.partition('quiet', 0)!
    const other = isr.find((id) => id !== fixture.leader('quiet'))!
    const codeOf = async (sent: Sent) => (await produce(fixture, sent))?.errorCode
    expect(await codeOf({ topic: 'nothing' })).toBe(3)
    expect(await codeOf({ topic: 'nothing', version: 13 })).toBe(100)
    expect(await codeOf({ index: 7 })).toBe(3)
    expect(await codeOf({ acks: 2 })).toBe(21)
    expect(await codeOf({ topic: 'state' })).toBe(87)
    expect(await codeOf({ topic: '__consumer_offsets' })).toBe(17)
    expect(await codeOf({ records: batch(['a']).fill(7, 66) })).toBe(2)
    fixture.cluster.topics.get('quiet')?.configs.set('max.message.bytes', '100')
    expect(await codeOf({ records: batch(['a'.repeat(100)]) })).toBe(10)
    fixture.cluster.topics.get('quiet')?.configs.set('min.insync.replicas', '4')
    expect([await codeOf({}), await codeOf({ acks: 1 })]).toEqual([19, 0])
    const wrong = await produce(fixture, { nodeId: other })
    expect(wrong).toMatchObject({ errorCode: 6, currentLeader: { leaderId: fixture.leader('quiet') } })
    expect(wrong?.endpoints.map((one) => one.nodeId)).toEqual([fixture.leader('quiet')])
    fixture.errors.add({ apiKey: 0, topic: 'quiet', partition: 0, code: 56 })
    expect(await codeOf({})).toBe(56)
  })

  it('answers nothing to acks=0, and appends all the same', async () => {
    const fixture = oneCluster()
    expect(await produce(fixture, { acks: 0 })).toBeNull()
    expect((await fetch(fixture)).highWatermark).toBe(2n)
  })

  it('takes a batch of an idempotent producer once', async () => {
    const fixture = oneCluster()
    const request = { transactionalId: null, transactionTimeoutMs: 1 }
    const given = await fixture.ask(initProducerIdHandler, INIT_PRODUCER_ID, { request, nodeId: 1, version: 4 })
    const sent = (baseSequence: number) =>
      batch(['a', 'b'], { producer: { id: given!.producerId, epoch: 0, baseSequence } })
    expect(await produce(fixture, { records: sent(0) })).toMatchObject({ errorCode: 0, baseOffset: 0n })
    expect(await produce(fixture, { records: sent(2) })).toMatchObject({ errorCode: 0, baseOffset: 2n })
    expect(await produce(fixture, { records: sent(0) })).toMatchObject({ errorCode: 0, baseOffset: 0n })
    expect(await produce(fixture, { records: sent(9) })).toMatchObject({ errorCode: 45 })
    expect((await fetch(fixture)).highWatermark).toBe(4n)
  })

  it('refuses transactions at once', async () => {
    const request = { transactionalId: 'tx', transactionTimeoutMs: 1 }
    const answer = await oneCluster().ask(initProducerIdHandler, INIT_PRODUCER_ID, { request, nodeId: 1, version: 4 })
    expect(answer).toMatchObject({ errorCode: 35, producerId: -1n })
  })

  it('writes the time of the append where the topic says so', async () => {
    const fixture = oneCluster()
    fixture.cluster.topics.get('quiet')?.configs.set('message.timestamp.type', 'LogAppendTime')
    fixture.agenda.advance(NOW + 5_000)
    expect(await produce(fixture)).toMatchObject({ logAppendTimeMs: BigInt(NOW + 5_000) })
    const head = readHead((await fetch(fixture)).records!)
    expect(head).toMatchObject({ header: { timestampType: 'LogAppendTime', maxTimestampMs: NOW + 5_000 } })
  })
})

describe('ListOffsets', () => {
  const at = async (fixture: Fixture, timestamp: number) => {
    const topics = [{ name: 'quiet', partitions: [{ partitionIndex: 0, timestamp: BigInt(timestamp) }] }]
    const request = { replicaId: -1, topics }
    const answer = await fixture.ask(listOffsetsHandler, LIST_OFFSETS, {
      request,
      nodeId: fixture.leader('quiet'),
      version: 7,
    })
    const { offset, timestamp: found } = answer!.topics[0]!.partitions[0]!
    return [Number(offset), Number(found)]
  }

  it('finds what was produced by its time', async () => {
    const fixture = oneCluster()
    expect([await at(fixture, NOW), await at(fixture, -3)]).toEqual([
      [-1, -1],
      [-1, -1],
    ])
    for (const [index, minutesAgo] of [30, 10, 20].entries()) {
      const timestampMs = NOW - minutesAgo * 60_000
      const records = [{ timestampMs, key: null, value: Buffer.from(`${index}`) }]
      await produce(fixture, { records: encodeBatch({ baseOffset: 0n, records }) })
    }
    expect(await at(fixture, NOW - 25 * 60_000)).toEqual([1, NOW - 600_000])
    expect(await at(fixture, -3)).toEqual([1, NOW - 600_000])
    expect(await at(fixture, NOW)).toEqual([-1, -1])
    expect([await at(fixture, -2), await at(fixture, -1)]).toEqual([
      [0, -1],
      [3, -1],
    ])
    fixture.cluster.partition('quiet', 0)!.log.deleteBefore(2, NOW)
    expect(await at(fixture, 0)).toEqual([2, NOW - 1_200_000])
  })
})

describe('Fetch', () => {
  it('says why there is nothing', async () => {
    const fixture = oneCluster()
    const codeOf = async (read: Read) => (await fetch(fixture, { maxWaitMs: 500, ...read })).errorCode
    const partition = fixture.cluster.partition('quiet', 0)!
    partition.leaderEpoch = 5
    const other = partition.isr.find((id) => id !== partition.leader)!
    expect(await codeOf({ from: 1n })).toBe(1)
    expect(await codeOf({ from: -1n })).toBe(1)
    expect(await codeOf({ topic: 'nothing' })).toBe(3)
    expect(await codeOf({ topic: 'nothing', version: 13 })).toBe(100)
    expect(await codeOf({ currentLeaderEpoch: 4 })).toBe(74)
    expect(await codeOf({ currentLeaderEpoch: 6 })).toBe(75)
    expect((await fetch(fixture, { nodeId: other })).errorCode).toBe(0)
    expect((await fetch(fixture, { nodeId: other, version: 10 })).errorCode).toBe(6)
    partition.isr = partition.isr.filter((id) => id !== other)
    const wrong = await fetch(fixture, { nodeId: other })
    expect(wrong).toMatchObject({
      errorCode: 6,
      highWatermark: -1n,
      currentLeader: { leaderId: partition.leader, leaderEpoch: 5 },
    })
    partition.log.append(10, NOW)
    partition.log.deleteBefore(4, NOW)
    expect(await codeOf({ from: 3n })).toBe(1)
    expect((await fetch(fixture, { from: 4n })).logStartOffset).toBe(4n)
  })

  it('has no session to go on with', async () => {
    const fixture = oneCluster()
    const request = { maxWaitMs: 0, minBytes: 1, sessionId: 77, sessionEpoch: 3, topics: [] }
    expect(await fixture.ask(fetchHandler, FETCH, { request, nodeId: 1 })).toMatchObject({ errorCode: 70 })
  })

  it('waits for a producer', async () => {
    const fixture = oneCluster()
    const waiting = fetch(fixture, { maxWaitMs: 500 })
    await produce(fixture)
    expect(valuesIn((await waiting).records)).toEqual(['0:a', '1:b'])
  })

  it('waits for as many bytes as it was asked for, but not longer than it may', async () => {
    const fixture = oneCluster()
    let isDone = false
    const waiting = fetch(fixture, { maxWaitMs: 500, minBytes: 5_000 }).finally(() => {
      isDone = true
    })
    await produce(fixture)
    fixture.agenda.advance(NOW + 499)
    await new Promise(setImmediate)
    expect(isDone).toBe(false)
    fixture.agenda.advance(NOW + 500)
    expect(valuesIn((await waiting).records)).toHaveLength(2)
    fixture.agenda.advance(NOW + 10_000)
    expect(fixture.agenda.size).toBe(0)
  })

  it('waits for simulated traffic', async () => {
    const fixture = oneCluster()
    const waiting = fetch(fixture, { topic: 'busy', from: 36_000n, maxWaitMs: 5_000 })
    fixture.agenda.advance(NOW + 200)
    const values = valuesIn((await waiting).records)
    expect(values.length).toBeGreaterThan(0)
    expect(values[0]).toMatch(/^36000:/)
  })

  it('keeps to the bytes it may send, but for a first batch that is larger', async () => {
    const fixture = oneCluster()
    for (const value of ['a', 'b', 'c']) await produce(fixture, { records: batch([value.repeat(1_000)]) })
    const lengthOf = async (read: Read) => valuesIn((await fetch(fixture, read)).records).length
    expect(await lengthOf({ partitionMaxBytes: 2_500 })).toBe(2)
    expect(await lengthOf({ partitionMaxBytes: 10 })).toBe(1)
  })

  it('makes no more than a mebibyte for one answer, and does not wait for more', async () => {
    const fixture = oneCluster()
    const wanted = {
      topic: 'busy',
      maxBytes: 50_000_000,
      partitionMaxBytes: 50_000_000,
      minBytes: 2_000_000,
      maxWaitMs: 500,
    }
    const { records } = await fetch(fixture, wanted)
    expect(records!.length).toBeGreaterThan(1_000_000)
    expect(records!.length).toBeLessThanOrEqual(1_048_576)
  })

  it('gives large answers in turn: what no longer fits stays for the next fetch', async () => {
    const fixture = oneCluster()
    await produce(fixture, { records: batch(['x'.repeat(1_000)]) })
    const nodeId = fixture.leader('quiet')
    fixture.cluster.partition('busy', 0)!.leader = nodeId
    const partition = (fetchOffset: number) => [{ partition: 0, fetchOffset, partitionMaxBytes: 1e6 }]
    const topics = [
      { topic: 'quiet', partitions: partition(0) },
      { topic: 'busy', partitions: partition(35_000) },
    ]
    const request = { maxWaitMs: 0, minBytes: 1, maxBytes: 1_100, topics }
    const answer = await fixture.ask(fetchHandler, FETCH, { request, nodeId })
    const [quiet, busy] = answer!.responses.map((one) => one.partitions[0]!)
    expect(valuesIn(quiet!.records)).toHaveLength(1)
    expect(busy).toMatchObject({ errorCode: 0, highWatermark: 36_000n, records: Buffer.alloc(0) })
  })
})
