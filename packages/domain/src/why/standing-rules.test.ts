import { NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { findWhys } from './find-whys.ts'
import { found, type Values, whyScene } from './why-scene.fake.ts'

const all = (values: Values) => Object.fromEntries([1, 2, 3, 4, 5].map((id) => [id, values]))

test('a broker that reads its logs is recovering, and nothing else, however young', () => {
  const changes = { 3: { broker_state: 2, start_time: NOW / 1000 - 20, 'log_flush_ms/p99': 900, open_fds: 99_000 } }
  expect(found({ changes })).toEqual(['recovering:3'])
  expect(found({ changes: { 3: { broker_state: 1 } } })).toEqual([])
})

test('quotas that hold clients back for 100 ms', () => {
  expect(found({ changes: { 3: { 'req_throttle_ms/Produce/p99': 100 } } })).toEqual(['throttled:3'])
  expect(found({ changes: { 3: { 'req_throttle_ms/FetchConsumer/p99': 450 } } })).toEqual(['throttled:3'])
  expect(found({ changes: { 3: { 'req_throttle_ms/Produce/p99': 99 } } })).toEqual([])
  const idle = { 'req_throttle_ms/Produce/p99': 450, 'req_total_ms/Produce/rate': 0 }
  expect(found({ changes: { 3: idle } })).toEqual([])
})

test('open files from 85 % of their limit on', () => {
  expect(found({ changes: { 3: { open_fds: 85_000 } } })).toEqual(['files-near-limit:3'])
  expect(found({ changes: { 3: { open_fds: 84_999 } } })).toEqual([])
  expect(found({ changes: { 3: { open_fds: 85_000, max_fds: undefined } } })).toEqual([])
})

test('the event queue of the active controller, not of another', () => {
  const queue = (ms: number, more: Values = {}) => ({
    'controller_queue_ms/p99': ms,
    'controller_queue_ms/rate': 4,
    ...more,
  })
  expect(found({ changes: { 1: queue(1_000) } })).toEqual(['controller-queue:1'])
  expect(found({ changes: { 1: queue(999) } })).toEqual([])
  expect(found({ changes: { 2: queue(5_000) } })).toEqual([])
  expect(found({ changes: { 1: queue(5_000, { 'controller_queue_ms/rate': 0 }) } })).toEqual([])
})

test('ZooKeeper slow for all is one sentence, for one broker it is that broker’s way', () => {
  const slow = { 'zk_request_ms/p99': 250 }
  expect(found({ mode: 'zookeeper', changes: all(slow) })).toEqual(['zookeeper-slow:1,2,3,4,5'])
  const quick = all({ 'zk_request_ms/p99': 5 })
  const [why] = findWhys(whyScene({ mode: 'zookeeper', changes: { ...quick, 3: slow } }))
  expect(why?.sentence).toContain('ZooKeeper is far away for broker 3')
  expect(found({ mode: 'zookeeper', changes: all({ 'zk_request_ms/p99': 99 }) })).toEqual([])
  expect(found({ mode: 'kraft', changes: all(slow) })).toEqual([])
})

test('brokers that ask ZooKeeper nothing are no witnesses that it is quick', () => {
  const silent = all({ 'zk_request_ms/p99': 5, 'zk_request_ms/rate': 0 })
  const asking = { 'zk_request_ms/p99': 1_800, 'zk_request_ms/rate': 2 }
  const [why] = findWhys(whyScene({ mode: 'zookeeper', changes: { ...silent, 1: asking } }))
  expect(why?.sentence).toBe('ZooKeeper answers broker 1 slowly: a request takes up to 1,800 ms at p99.')
  const [both] = findWhys(whyScene({ mode: 'zookeeper', changes: { ...silent, 1: asking, 2: asking } }))
  expect(both?.sentence).toBe('ZooKeeper answers slowly: a request of brokers 1 and 2 takes up to 1,800 ms at p99.')
})
