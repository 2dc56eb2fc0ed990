import { buildTopology, type EndOffsetFacts, type Topology } from '@perigee/domain'
import { expect, test } from 'vitest'
import { messageRates, totalRate } from './message-rates.ts'
import { createPause } from './wire/pause.ts'

function topology(...topics: readonly [name: string, partitions: number, id?: string][]): Topology {
  return buildTopology(
    1,
    topics.map(([name, count, id = null as never]) => ({
      name,
      id: id ?? null,
      internal: false,
      error: 0,
      partitions: Array.from({ length: count }, (_, p) => ({
        id: p,
        error: 0,
        leader: 1,
        leaderEpoch: 0,
        replicas: [1],
        isr: [1],
        offline: [],
      })),
    })),
  )
}

function earlier(of: Topology, offsets: readonly bigint[], elapsedMs = 2_000) {
  const endOffset = BigInt64Array.from(offsets)
  const facts: EndOffsetFacts = {
    topology: of,
    endOffset,
    messagesPerSecond: new Float64Array(offsets.length),
    totalMessagesPerSecond: 0,
  }
  return { facts, elapsedMs }
}

async function rates(now: Topology, offsets: readonly bigint[], before: ReturnType<typeof earlier> | undefined) {
  return [...(await messageRates({ topology: now, endOffset: BigInt64Array.from(offsets) }, before, createPause()))]
}

test('messages per second over the time between', async () => {
  const same = topology(['a', 2])
  expect(await rates(same, [30n, 5n], earlier(same, [10n, 5n]))).toEqual([10, 0])
})

test('the first reading has no rates, and no total', async () => {
  const first = await rates(topology(['a', 2]), [30n, 5n], undefined)
  expect(first).toEqual([Number.NaN, Number.NaN])
  expect(totalRate(Float64Array.from(first))).toBeNaN()
})

test('an unknown offset, a truncated log and no time between give no rate', async () => {
  const same = topology(['a', 3])
  expect(await rates(same, [-1n, 4n, 9n], earlier(same, [1n, 5n, -1n]))).toEqual([Number.NaN, Number.NaN, Number.NaN])
  expect(await rates(same, [1n, 1n, 1n], earlier(same, [0n, 0n, 0n], 0))).toEqual([Number.NaN, Number.NaN, Number.NaN])
})

test('rows are found again when topics and partitions come and go', async () => {
  const then = topology(['b', 1], ['c', 2], ['e', 1])
  const now = topology(['a', 1], ['c', 3], ['d', 1], ['e', 1])
  const before = earlier(then, [100n, 10n, 20n, 40n])
  expect(await rates(now, [7n, 12n, 24n, 6n, 8n, 48n], before)).toEqual([Number.NaN, 1, 2, Number.NaN, Number.NaN, 4])
})

test('a topic made anew under the same name starts over', async () => {
  const before = earlier(topology(['a', 1, 'id-1']), [10n])
  expect(await rates(topology(['a', 1, 'id-2']), [20n], before)).toEqual([Number.NaN])
})

test('the total leaves out what is unknown', () => {
  expect(totalRate(Float64Array.of(1.5, Number.NaN, 2))).toBe(3.5)
})
