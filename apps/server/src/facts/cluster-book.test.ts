import { brokerOf, failureOf, registryOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster, fakeState } from '../features/console-state.fake.ts'
import { ClusterBook } from './cluster-book.ts'

const HOUR = 3_600_000

function bookOf(zookeeper: string | null = null) {
  const changed: string[] = []
  const { config } = fakeCluster({}, { config: { zookeeper, expected: { brokers: 3, controllers: [1, 2, 3] } } })
  const { polling } = fakeState().config
  return { book: new ClusterBook({ config, polling, onChange: (reading) => changed.push(reading) }), changed }
}

const answer = (ids: readonly number[], observedAt: number) => ({
  value: { ...registryOf({}, ids, 'kraft'), brokers: ids.map((id) => brokerOf(id)) },
  gaps: [],
  observedAt,
})

test('a picture taken once stays as it was', () => {
  const { book, changed } = bookOf()
  const before = book.facts
  book.succeedRegistry(answer([1, 2], 10))
  book.failLogDirs(1, { failure: failureOf('timeout'), attemptedAt: 11 })
  expect(before.registry.value).toBeUndefined()
  expect(before.logDirs.size).toBe(0)
  expect(book.facts.logDirs.get(1)?.failure?.code).toBe('timeout')
  expect(changed).toEqual(['registry', 'log-dirs'])
})

test('a broker that is gone is remembered for an hour, and longer while partitions name it', () => {
  const { book } = bookOf()
  book.succeedRegistry(answer([1, 2, 3], 0))
  book.failLogDirs(3, { failure: failureOf('refused'), attemptedAt: 1 })
  book.succeedRegistry(answer([1, 2], HOUR))
  expect([...book.remembered.keys()]).toEqual([1, 2, 3])
  book.succeedRegistry(answer([1, 2], HOUR + 1))
  expect(book.forgetGone(HOUR + 1, (id) => id === 3)).toEqual([])
  expect(book.forgetGone(HOUR + 1, () => false)).toEqual([3])
  expect([[...book.remembered.keys()], [...book.facts.logDirs.keys()]]).toEqual([[1, 2], []])
})

test('ZooKeeper nodes are expected as the connect string names them, else as many as controllers', () => {
  expect(bookOf('a:2181,b:2181,c:2181,d:2181,e:2181/kafka').book.facts.expected.zookeeperNodes).toBe(5)
  expect(bookOf().book.facts.expected.zookeeperNodes).toBe(3)
})

test('the moment at which a broker left the list is kept until it is back', () => {
  const { book } = bookOf()
  const at = (id: number) => book.facts.registry.value?.brokers.find((broker) => broker.id === id)?.leftAt
  const without3 = (observedAt: number) => ({
    ...answer([1, 2], observedAt),
    value: {
      ...registryOf({}, [1, 2], 'kraft'),
      brokers: [brokerOf(1), brokerOf(2), brokerOf(3, { registered: false, answered: false })],
    },
  })
  book.succeedRegistry(without3(5))
  expect(at(3)).toBeUndefined()
  book.succeedRegistry(answer([1, 2, 3], 10))
  book.succeedRegistry(without3(20))
  book.succeedRegistry(without3(30))
  expect([at(1), at(3)]).toEqual([undefined, 20])
  book.succeedRegistry(answer([1, 2, 3], 40))
  expect(at(3)).toBeUndefined()
})
