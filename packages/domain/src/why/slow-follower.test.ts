import { expect, test } from 'vitest'
import { findWhys } from './find-whys.ts'
import { found, type Values, whyScene } from './why-scene.fake.ts'

const waits = (ms: number): Values => ({ 'req_remote_ms/Produce/p99': ms })
const leaders = (ms: number) => ({ 1: waits(ms), 2: waits(ms), 3: waits(ms), 4: waits(ms) })

test('leaders that wait name the follower whose disk is slow, all in one sentence', () => {
  const spec = { changes: { ...leaders(1_290), 5: { 'log_flush_ms/p99': 880, max_replica_lag: 40_000 } } }
  expect(found(spec)).toEqual(['slow-follower:1,2,3,4<5'])
  const [why] = findWhys(whyScene(spec))
  expect(why?.sentence).toBe(
    'Brokers 1, 2, 3 and 4 wait for follower 5: of broker 1, 99 % of its produce time, 1,290 ms, is waiting for followers. Follower 5: its log flush takes 880 ms at p99 (8 ms on its peers), and it is 40,000 messages behind (10 on its peers).',
  )
})

test('one leader of many that waits is told as one', () => {
  expect(found({ changes: { 1: waits(400), 5: { gc_time_s: 0.3 } } })).toEqual(['slow-follower:1<5'])
})

test('a follower that lags without a cause that is told is named by its lag', () => {
  expect(found({ changes: { 1: waits(400), 5: { max_replica_lag: 1_000 } } })).toEqual(['slow-follower:1<5'])
  expect(found({ changes: { 1: waits(400), 5: { max_replica_lag: 999 } } })).toEqual(['waits-for-followers:1'])
})

test('waiting for less than 50 ms is silent, whatever ails the follower', () => {
  expect(found({ changes: { ...leaders(30), 5: { 'log_flush_ms/p99': 880, max_replica_lag: 40_000 } } })).toEqual([])
})

test('all wait and no follower stands out: nobody is named', () => {
  expect(found({ changes: { ...leaders(400), 5: waits(400) } })).toEqual([])
})

test('a slow follower that nobody waits for is silent', () => {
  expect(found({ changes: { 5: { 'log_flush_ms/p99': 880, max_replica_lag: 40_000 } } })).toEqual([])
})

test('a follower that tells nothing is named as the one not seen', () => {
  const [why] = findWhys(whyScene({ changes: { 1: waits(400) }, silent: [5] }))
  expect(why?.code).toBe('waits-for-followers')
  expect(why?.culprit).toBe(5)
  expect(why?.sentence).toContain('follower 5 tells no metrics')
})

test('a leader whose own network loses packets does not blame its followers', () => {
  expect(found({ changes: { 1: waits(400) }, hosts: { 1: { node_tcp_retransmits: 60 } } })).toEqual(['network-loss:1'])
})
