import { clusterFacts, NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { Why } from '../why/why.ts'
import { judgeBroker } from './judge-broker.ts'
import { judgeCluster } from './judge-cluster.ts'

function why(over: Partial<Why> & Pick<Why, 'code' | 'broker' | 'sentence'>): Why {
  return { brokers: [over.broker], culprit: null, advice: '', evidence: [], status: 'warning', since: NOW, ...over }
}

function judged(whys: readonly Why[], facts = clusterFacts(), onset: (code: string) => number | null = () => null) {
  return judgeCluster(facts, assess(facts), { now: NOW + 3_000, whys, onset })
}

const SLOW_DISK = why({
  code: 'slow-disk',
  broker: 2,
  sentence: 'Broker 2 is slow because of its disk sdb: 91 % of its produce time is local work.',
})

test('the sentence of a cluster says who is slow and why and that nothing is lost; figures stand with the problem', () => {
  const { sentence, problems } = judged([SLOW_DISK], clusterFacts(), () => NOW)
  expect(sentence.strong).toBe('Broker 2 is slow because of its disk sdb')
  expect(sentence.rest).toMatch(/^ since \d\d:\d\d\.$/)
  expect(sentence.lede).toMatch(/^All \d+ partitions have every copy in sync\./)
  expect(problems[0]?.text).toMatch(/^since \d\d:\d\d – 91 % of its produce time is local work\.$/)
  expect(judged([SLOW_DISK]).sentence.rest).toBe('.')
})

test('with copies out of sync the sentence of a slow broker claims none', () => {
  const facts = clusterFacts({ down: [3] })
  expect(judged([SLOW_DISK], facts).sentence.lede).not.toContain('every copy')
})

test('a broker that is down and recovers its logs is to be let alone, and says so', () => {
  const facts = clusterFacts({ down: [3] })
  const recovering = why({
    code: 'recovering',
    broker: 3,
    sentence: 'Broker 3 is recovering',
    advice: 'Let it finish.',
  })
  const { problems, sentence } = judged([recovering], facts)
  expect(problems[0]).toMatchObject({ code: 'broker-down:3', title: 'Broker 3 is down and recovers its logs' })
  expect(problems[0]?.text).toMatch(/Let it finish\.$/)
  expect(`${sentence.strong}${sentence.rest}`).toContain('roker 3 is down and recovers its logs')
  const broker = judgeBroker(facts, assess(facts), { broker: 3, now: NOW + 3_000, whys: [recovering] })
  expect(broker?.sentence.strong).toBe('Broker 3 is down and recovers its logs')
  expect(broker?.sentence.lede).toMatch(/^Let it finish\./)
  expect(judged([], facts).problems[0]?.title).toBe('Broker 3 is down')
})

test('slow ZooKeeper is one problem whichever broker waits longest, and is looked into where ZooKeeper is', () => {
  const slow = (broker: number) =>
    judged([why({ code: 'zookeeper-slow', broker, sentence: 'ZooKeeper answers slowly: a request takes 300 ms.' })])
  expect(slow(1).problems[0]).toMatchObject({ code: 'why-zookeeper-slow', target: { page: 'quorum' } })
  expect(slow(2).problems.map(({ code }) => code)).toEqual(['why-zookeeper-slow'])
})

test('a broker that is much slower than its peers is a problem, even where nothing that is told explains it', () => {
  const sentence = 'Broker 2 is slow by itself: 99 % of its produce time, 5,400 ms, is local work.'
  const { problems, brokerStandings } = judged([why({ code: 'slow-locally', broker: 2, sentence })])
  expect(problems[0]).toMatchObject({ title: 'Broker 2 is slow by itself', target: { page: 'broker', broker: 2 } })
  expect(brokerStandings.map(({ word }) => word)).toEqual(['OK', 'Slow', 'OK'])
})
