import { clusterFacts, failureOf, NOW, neverRead, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../features/console-state.fake.ts'
import { isReadThrough } from './read-through.ts'

const read = clusterFacts()
const allRead = {
  ...read,
  brokerConfigs: readingOf({ byBroker: new Map() }),
  endOffsets: neverRead<never>(failureOf('refused')),
  logDirs: new Map([1, 2, 3].map((id) => [id, neverRead<never>(failureOf('refused'))] as const)),
}

function isThrough(brokerConfigs: typeof allRead.brokerConfigs): boolean {
  return isReadThrough(fakeCluster({}, { facts: { ...allRead, brokerConfigs } }), NOW)
}

test('a read cluster is read through, once its doors were tried', () => {
  expect(isThrough(allRead.brokerConfigs)).toBe(true)
  expect(isReadThrough(fakeCluster({}, { facts: allRead }), undefined)).toBe(false)
})

// Once a start on a busy machine left settings unread, and preflight did not try again within its time.
test('what timed out once is waited for; twice, or a refusal, is an answer', () => {
  const timedOut = failureOf('timeout', { retryable: true })
  const once = { ...neverRead<never>(timedOut, NOW), attemptedAt: NOW }
  expect(isThrough(once)).toBe(false)
  expect(isThrough({ ...once, attemptedAt: NOW + 5_000 })).toBe(true)
  expect(isThrough({ ...once, failure: failureOf('forbidden', { retryable: false }) })).toBe(true)
  expect(isThrough({ ...once, failure: failureOf('blocked'), attemptedAt: NOW + 5_000 })).toBe(false)
})
