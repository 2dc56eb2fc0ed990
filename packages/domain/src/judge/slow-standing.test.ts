import { clusterFacts, NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { Why } from '../why/why.ts'
import { judgeBroker } from './judge-broker.ts'
import { judgeCluster } from './judge-cluster.ts'

function why(over: Partial<Why> & Pick<Why, 'code' | 'broker'>): Why {
  const sentence = `Broker ${over.culprit ?? over.broker} is slow: its disk is 98 % busy.`
  return {
    brokers: [over.broker],
    culprit: null,
    sentence,
    advice: '',
    evidence: [],
    status: 'warning',
    since: NOW,
    ...over,
  }
}

function standings(whys: readonly Why[], facts = clusterFacts()) {
  const { brokerStandings, problems } = judgeCluster(facts, assess(facts), { now: NOW + 3_000, whys })
  const codes = new Set(problems.map(({ code }) => code))
  for (const { slowBy } of brokerStandings) if (slowBy !== null) expect(codes).toContain(slowBy)
  return brokerStandings.map(({ id, word, status }) => `${id} ${word} ${status}`).join(', ')
}

test('a slow broker is not OK among its peers, and says why', () => {
  const slow = why({ code: 'slow-disk', broker: 2 })
  expect(standings([slow])).toBe('1 OK ok, 2 Slow warning, 3 OK ok')
  const facts = clusterFacts()
  const judged = judgeBroker(facts, assess(facts), { broker: 2, now: NOW + 3_000, whys: [slow] })
  expect(judged?.standing).toMatchObject({ trouble: null, reasons: [slow.sentence], slowBy: 'why-slow-disk:2' })
})

test('leaders that wait for a slow follower are in order; the follower is slow', () => {
  expect(standings([why({ code: 'slow-follower', broker: 1, brokers: [1, 2], culprit: 3 })])).toBe(
    '1 OK ok, 2 OK ok, 3 Slow warning',
  )
  expect(standings([why({ code: 'slow-follower', broker: 1, brokers: [1, 2] })])).toBe('1 OK ok, 2 OK ok, 3 OK ok')
})

test('more work than it can do, and files near their limit, have words of their own', () => {
  expect(standings([why({ code: 'hot-broker', broker: 1 })])).toContain('1 Overloaded')
  expect(standings([why({ code: 'files-near-limit', broker: 1 })])).toContain('1 Near file limit')
})

test('controller and ZooKeeper say nothing of the pace of the broker that tells of them', () => {
  expect(standings([why({ code: 'controller-queue', broker: 1 }), why({ code: 'zookeeper-slow', broker: 2 })])).toBe(
    '1 OK ok, 2 OK ok, 3 OK ok',
  )
})

test('what is down or out of sync stays that, slow or not', () => {
  const facts = clusterFacts({ down: [3] })
  expect(standings([why({ code: 'slow-disk', broker: 3 })], facts)).toContain('3 Down critical')
})
