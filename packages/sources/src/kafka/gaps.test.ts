import { expect, test } from 'vitest'
import { gap, mergeFailures } from './gaps.ts'
import { peerFailure } from './link/network-failure.ts'

test('one reason on every address is said once', () => {
  const failures = ['a:1', 'b:1'].map((peer) => peerFailure('refused', 'connection refused', peer))
  expect(mergeFailures(failures)).toEqual({
    code: 'refused',
    message: 'connection refused on all 2 addresses (a:1, b:1)',
    peer: 'a:1, b:1',
    retryable: true,
  })
})

test('what somebody has to mend leads, whatever the number of others', () => {
  const failures = [
    peerFailure('refused', 'connection refused', 'a:1'),
    peerFailure('refused', 'connection refused', 'b:1'),
    peerFailure('authentication', 'wrong password', 'c:1'),
  ]
  const merged = mergeFailures(failures)
  expect(merged).toMatchObject({ code: 'authentication', retryable: false })
  expect(merged.message).toBe('wrong password (c:1); connection refused (a:1, b:1)')
})

test('a gap names the permission or the release that would close it, never both', () => {
  const help = { permission: 'DESCRIBE on Cluster', since: 'Kafka 3.3 or newer' }
  expect(gap('quorum', peerFailure('forbidden', 'no', 'p'), help).needs).toBe('DESCRIBE on Cluster')
  expect(gap('quorum', peerFailure('unsupported', 'no', 'p'), help).needs).toBe('Kafka 3.3 or newer')
  expect(gap('quorum', peerFailure('timeout', 'no', 'p'), help)).not.toHaveProperty('needs')
})
