// What a hundred brokers with thousands of topics must not cost; none of it is a matter of times.
import { clusterFacts, NOW, nodeMetrics, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { brokerVitals } from './broker-vitals.ts'
import { columnOf, standingIn, usualOf } from './columns.ts'
import { numberTopics, TopicNumbers, topFlows } from './flows.ts'
import { metricScene } from './scene.ts'

type Flows = Readonly<Record<string, readonly [number, number, number]>>

function sceneWith(pages: readonly Flows[]) {
  const metrics = new Map(
    pages.map(
      (topics, i) => [`broker/${i + 1}`, readingOf(nodeMetrics({ target: { nodeId: i + 1 }, topics }))] as const,
    ),
  )
  return metricScene({ ...clusterFacts({ topics: {} }), metrics }, NOW)
}

test('topics keep their numbers from look to look, and sums are those of the newest pages', () => {
  const numbers = new TopicNumbers()
  const first = topFlows(sceneWith([{ a: [1, 0, 1], b: [2, 0, 1] }]), 5, numbers)
  expect(first.bytesIn.map(({ topic }) => topic)).toEqual(['b', 'a'])
  const names = numbers.names
  const second = topFlows(sceneWith([{ c: [3, 0, 1], a: [9, 0, 1] }, { a: [1, 0, 0] }]), 5, numbers)
  expect(second.bytesIn).toEqual([
    { topic: 'a', value: 10 },
    { topic: 'c', value: 3 },
  ])
  expect(numbers.names).toBe(names)
  expect(numbers.names).toEqual(['a', 'b', 'c'])
})

test('numbers of topics that are gone are given up', () => {
  const numbers = new TopicNumbers()
  const flows = (from: number): Flows =>
    Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`t-${from + i}`, [1, 0, 1]]))
  for (let round = 0; round < 8; round += 1) {
    const top = topFlows(sceneWith([flows(round * 900)]), 1, numbers)
    expect(top.bytesIn).toHaveLength(1)
    expect(numbers.names.length).toBeLessThanOrEqual(2 * 900 + 1_000)
  }
})

// They were, at every look: each broker tells a part of the topics only.
test('numbers of topics that one broker of many tells are kept', () => {
  const numbers = new TopicNumbers()
  const pages = Array.from(
    { length: 20 },
    (_, page): Flows => Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`t-${page}-${i}`, [1, 0, 1]])),
  )
  const scene = sceneWith(pages)
  topFlows(scene, 1, numbers)
  const { names } = numbers
  expect(names).toHaveLength(4_000)
  topFlows(scene, 1, numbers)
  expect(numbers.names).toBe(names)
})

test('topics are numbered a page at a time', () => {
  const numbers = new TopicNumbers()
  const work = numberTopics(sceneWith([{ a: [1, 0, 1] }, { b: [1, 0, 1], c: [1, 0, 1] }]), numbers)
  expect(work.next().done).toBe(false)
  expect(numbers.names).toEqual(['a'])
  expect([...work]).toHaveLength(1)
  expect(numbers.names).toEqual(['a', 'b', 'c'])
})

test('of many equal ones none is told twice, and the largest come first', () => {
  const topics: Flows = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`t-${i}`, [i % 7, 0, 1]]))
  const top = topFlows(sceneWith([topics]), 10)
  expect(top.bytesIn.map(({ value }) => value)).toEqual([6, 6, 6, 6, 6, 6, 6, 5, 5, 5])
  expect(new Set(top.bytesIn.map(({ topic }) => topic)).size).toBe(10)
})

test('a value of all brokers is looked up once for however many are compared', () => {
  const metrics = new Map(
    [1, 2, 3, 4].map((nodeId) => [
      `broker/${nodeId}`,
      readingOf(nodeMetrics({ target: { nodeId }, values: { bytes_in: nodeId * 10 } })),
    ]),
  )
  const scene = metricScene({ ...clusterFacts({ topics: {} }), metrics }, NOW)
  let looks = 0
  const of = ({ id }: { readonly id: number }) => {
    looks += 1
    return id === 4 ? null : id * 10
  }
  const columns = scene.brokers.map(() => columnOf(scene, 'counted', { better: 'low', of }))
  expect(looks).toBe(scene.brokers.length)
  const [column] = columns
  if (column === undefined) throw new Error('there is no broker')
  expect(standingIn(column, 2)).toEqual({ median: 20, rank: 2, of: 3, peers: [10, 30] })
  expect(standingIn(column, 4)).toEqual({ median: 20, rank: null, of: 3, peers: [10, 20, 30] })
  expect(usualOf(column, 1)).toBe(20)
  const [first, last] = [brokerVitals(scene, 1), brokerVitals(scene, 4)].map((vitals) =>
    vitals.find(({ key }) => key === 'bytes_in'),
  )
  expect(first).toMatchObject({ value: 10, median: 25, rank: 1, of: 4, peers: [20, 30, 40] })
  expect(last).toMatchObject({ value: 40, rank: 4, peers: [10, 20, 30] })
})
