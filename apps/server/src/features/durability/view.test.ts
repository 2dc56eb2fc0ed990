import { whatIfSchema } from '@perigee/contract'
import { NOW, neverRead } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { whatIfView } from './view.ts'

test('nothing lost: the counts of now, the scenarios and the weak spots', () => {
  const answer = whatIfView(fakeCluster(), undefined, NOW)
  expect(whatIfSchema.parse(answer)).toEqual(answer)
  expect(answer.data).toMatchObject({ lose: [], lostBrokers: [], verdict: 'fine', partitions: 6, topicsHit: 0 })
  expect(answer.data.after).toEqual(answer.data.now)
  expect(answer.data.scenarios.length).toBeGreaterThan(3)
})

test('two of three brokers lost: writes stop, and it is said where', () => {
  const answer = whatIfView(fakeCluster(), 'broker:1, rack:rack-b', NOW)
  expect(whatIfSchema.parse(answer)).toEqual(answer)
  expect(answer.data).toMatchObject({ lose: ['broker:1', 'rack:rack-b'], lostBrokers: [1, 2] })
  expect(answer.data.verdict).toBe('outage')
  expect(answer.data.hitHardest[0]?.topic).toBe('orders')
})

test('data centres come from the configuration', () => {
  const dataCentres = new Map([
    ['rack-a', 'east'],
    ['rack-b', 'west'],
    ['rack-c', 'west'],
  ])
  const answer = whatIfView(fakeCluster({ expected: { dataCentres } }), 'dc:west', NOW)
  expect(answer.data.lostBrokers).toEqual([2, 3])
  expect(answer.data.brokerCells.map(({ id, dataCentre }) => [id, dataCentre])).toEqual([
    [1, 'east'],
    [2, 'west'],
    [3, 'west'],
  ])
})

test.each([
  ['broker:1,rack:nowhere', 9],
  ['broker:x', 7],
  ['planet:3', 0],
])('%s cannot be tried, and it is said where it goes wrong', (lose, at) => {
  let refusal: unknown
  try {
    whatIfView(fakeCluster(), lose, NOW)
  } catch (error) {
    refusal = error
  }
  expect(refusal).toMatchObject({ code: 'PGE_INVALID_LOSS', status: 400, at })
})

test('without any metadata nothing is promised', () => {
  const answer = whatIfView(fakeCluster({ readings: { topology: neverRead() } }), 'broker:1', NOW)
  expect(whatIfSchema.parse(answer)).toEqual(answer)
  expect(answer.data).toMatchObject({ verdict: 'unknown', partitions: null, canLose: null })
  expect(answer.data.after.offlinePartitions).toBeNull()
})

test('lost metadata answers for the past and says so', () => {
  const { sentence } = whatIfView(fakeCluster(), undefined, NOW + 60_000).data
  expect(sentence.status).toBe('unknown')
  expect(sentence.lede).toContain('Judged from metadata of 02:55:00')
})

test('nothing may fail: alarming where something was lost, a fact where topics were made so', () => {
  const single = (isr: readonly number[]) =>
    whatIfView(
      fakeCluster({
        topics: { solo: { partitions: [{ replicas: [1], isr: [...isr] }] } },
        minIsr: 1,
        brokers: [1, 2, 3],
      }),
      undefined,
      NOW,
    ).data
  const made = single([1])
  expect([made.canLose, made.canLoseStatus, made.sentence.status]).toEqual(['nothing', 'off', 'ok'])
  expect(made.sentence.strong + made.sentence.rest).toBe(
    'Nothing may fail, by design: 1 partition has no more copies than min.insync.replicas asks for.',
  )
  const lost = single([])
  expect(lost.canLoseStatus).toBe('critical')
  expect(lost.sentence).toMatchObject({ strong: 'Nothing more may fail', status: 'critical' })
})
