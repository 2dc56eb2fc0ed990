import { afterEach, beforeEach, expect, it } from 'vitest'
import { CREATE_PARTITIONS } from '../apis/create-partitions.ts'
import { CREATE_TOPICS } from '../apis/create-topics.ts'
import type { AnyApi } from '../apis/index.ts'
import { type Fleet, openFleet } from '../fleet.ts'
import { ErrorCode } from './error-code.ts'
import { rawClient, requestFrame } from './raw-client.fake.ts'

let fleet: Fleet

beforeEach(async () => {
  const dataCentres = [{ name: 'a', racks: ['a1'], brokers: 1 }]
  const topics = [{ name: 'orders', partitions: 2, replicationFactor: 1 }]
  fleet = await openFleet({ clusters: [{ name: 'one', mode: 'kraft', release: '4.1', dataCentres, topics }], seed: 1 })
})
afterEach(() => fleet.close())

async function ask(api: AnyApi, { version, body }: { version: number; body: Buffer }): Promise<Buffer> {
  await using client = await rawClient(fleet.clusters[0]?.nodes.get(1)?.node.port ?? 0)
  client.send(requestFrame(api, { version, correlationId: 1, body }))
  const frame = await client.frame()
  return frame.subarray(version >= api.flexibleFrom ? 5 : 4)
}

it.each([
  [10_000, ErrorCode.NONE],
  [10_001, ErrorCode.POLICY_VIOLATION],
  [2 ** 31 - 1, ErrorCode.POLICY_VIOLATION],
])('a topic of %i partitions: %i, and nobody waits for it', async (numPartitions, errorCode) => {
  const topics = [{ name: 'wide', numPartitions, replicationFactor: 1 }]
  const body = CREATE_TOPICS.writeRequest({ topics, validateOnly: true }, 5)
  const answer = CREATE_TOPICS.readResponse(await ask(CREATE_TOPICS, { version: 5, body }), 5)
  expect(answer.topics.map((topic) => topic.errorCode)).toEqual([errorCode])
})

it('topics of one request count together', async () => {
  const topics = ['a', 'b'].map((name) => ({ name, numPartitions: 6_000, replicationFactor: 1 }))
  const body = CREATE_TOPICS.writeRequest({ topics }, 5)
  const answer = CREATE_TOPICS.readResponse(await ask(CREATE_TOPICS, { version: 5, body }), 5)
  expect(answer.topics.map((topic) => topic.errorCode)).toEqual([44, 44])
  expect(fleet.clusters[0]?.world.topics.has('a')).toBe(false)
})

it('a topic is not widened by more either', async () => {
  const topics = [{ name: 'orders', count: 2 ** 31 - 1, assignments: null }]
  const body = CREATE_PARTITIONS.writeRequest({ topics }, 3)
  const answer = CREATE_PARTITIONS.readResponse(await ask(CREATE_PARTITIONS, { version: 3, body }), 3)
  expect(answer.results.map((result) => result.errorCode)).toEqual([ErrorCode.POLICY_VIOLATION])
  expect(fleet.clusters[0]?.world.topics.get('orders')?.partitions).toHaveLength(2)
})
