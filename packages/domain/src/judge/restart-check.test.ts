import { brokerOf, clusterFacts, failing, failureOf, NOW, neverRead } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { ClusterFacts } from '../facts.ts'
import { judgeBroker } from './judge-broker.ts'
import { restartCheck } from './restart-check.ts'

const check = (facts: ClusterFacts, broker: number, now = NOW + 3_000) =>
  restartCheck(facts, assess(facts), { broker, now })
const step = (facts: ClusterFacts, broker: number, title: RegExp) =>
  check(facts, broker)?.checks.find((each) => title.test(each.title))

/** Dedicated controllers: the loss of a broker takes no voter. */
const dedicated = (facts: ClusterFacts): ClusterFacts => {
  const quorum = facts.quorum.value
  if (quorum === undefined) return facts
  const voters = quorum.voters.map((voter) => ({ ...voter, id: voter.id + 100, lastFetchAgeMs: 100 }))
  return { ...facts, quorum: { ...facts.quorum, value: { ...quorum, leaderId: 101, voters } } }
}

test('safe: leaders move, writes go on', () => {
  expect(check(clusterFacts(), 2)).toMatchObject({
    verdict: 'safe',
    sentence: 'Safe to restart: 2 leaders move and every partition keeps taking writes.',
    reasons: [],
    offlinePartitions: 0,
    underMinIsrPartitions: 0,
    leadersToMove: 2,
  })
})

test('unsafe: the only copy, or copies already missing, with the broker they miss', () => {
  const single = dedicated(clusterFacts({ topics: { a: { partitions: [{ replicas: [2] }] } }, minIsr: 1 }))
  expect(check(single, 2)).toMatchObject({ verdict: 'unsafe', offlinePartitions: 1, leadersToMove: 0 })
  expect(step(single, 2, /offline/)?.target).toEqual({ page: 'partitions', q: 'isr:2 in-sync:1 -is:offline' })
  const missing = dedicated(clusterFacts({ down: [3] }))
  expect(check(missing, 1)?.sentence).toBe(
    'Do not restart now: 6 partitions would fall under min ISR and refuse writes: they already miss broker 3.',
  )
})

test('what refuses writes already is not laid to the restart', () => {
  const facts = dedicated(
    clusterFacts({ topics: { a: { partitions: [{ replicas: [1, 2, 3], isr: [1, 2] }] } }, minIsr: 3 }),
  )
  expect(check(facts, 2)).toMatchObject({ verdict: 'safe', underMinIsrPartitions: 0 })
})

test('a voter whose loss breaks the majority must stay', () => {
  const facts = clusterFacts({
    brokers: [1, 2, 3, 4],
    topics: { a: { partitions: [{ replicas: [4] }] } },
    minIsr: 1,
    down: [3],
  })
  expect(check(facts, 2)?.reasons).toContain(
    'The controllers would lose their majority: 1 of 3 voters stay: no elections, no changes.',
  )
  expect(check(dedicated(facts), 2)?.verdict).toBe('safe')
})

test('unknown: metadata too old, never read, or settings unreadable', () => {
  expect(check(clusterFacts(), 1, NOW + 14_000)).toMatchObject({
    verdict: 'unknown',
    sentence: 'Cannot tell: the list of brokers is 14 s old.',
    offlinePartitions: null,
    underMinIsrPartitions: null,
    leadersToMove: null,
  })
  const unread = { ...clusterFacts(), topology: neverRead<never>(failureOf('timeout')) }
  expect(check(unread, 1)?.sentence).toBe('Cannot tell: metadata has not been read yet (no answer in 3 s).')
  expect(check(clusterFacts({ minIsr: null }), 1)).toMatchObject({ verdict: 'unknown', underMinIsrPartitions: null })
})

test('a broker that is down already may be started; an unknown one has no check', () => {
  expect(check(clusterFacts({ down: [3] }), 3)).toMatchObject({
    verdict: 'safe',
    sentence: 'Broker 3 is down already: starting it harms nothing.',
  })
  expect(check(clusterFacts(), 9)).toBeNull()
})

test('what a silent broker takes away is not laid to the restart of another, nor to starting one that is down', () => {
  const facts = dedicated(
    clusterFacts({ brokers: [1, 2, 3, 4], topics: { a: { partitions: [{ replicas: [2, 3] }] } }, silent: [3] }),
  )
  expect(check(facts, 1)).toMatchObject({ verdict: 'safe', underMinIsrPartitions: 0 })
  expect(check({ ...facts, quorum: failing(facts.quorum, failureOf('timeout')) }, 1)?.verdict).toBe('unknown')
  const down = dedicated(clusterFacts({ brokers: [1, 2, 3, 4], down: [4], silent: [3] }))
  expect(check(down, 4)).toMatchObject({ verdict: 'safe', reasons: ['Broker 3 is away already (not answering).'] })
})

test('a broker that is silent to us only is judged by what the cluster counts on it for', () => {
  const topics = { a: { partitions: [{ replicas: [3] }, { replicas: [3, 1] }] } }
  const facts = dedicated(clusterFacts({ brokers: [1, 2, 3, 4], topics, silent: [3] }))
  const seen = dedicated(clusterFacts({ brokers: [1, 2, 3, 4], topics }))
  const { verdict, offlinePartitions, underMinIsrPartitions, reasons } = check(facts, 3) ?? {}
  expect({ verdict, offlinePartitions, underMinIsrPartitions }).toMatchObject({
    verdict: 'unsafe',
    offlinePartitions: check(seen, 3)?.offlinePartitions,
    underMinIsrPartitions: check(seen, 3)?.underMinIsrPartitions,
  })
  expect(offlinePartitions).toBe(1)
  expect(reasons?.join(' ')).toContain('It does not answer us, but is still registered')
})

test('nobody to elect another leader: everything it leads would be offline', () => {
  const facts = clusterFacts({ silent: [2, 3] })
  const lost = { ...facts, quorum: failing(facts.quorum, failureOf('timeout')) }
  const answer = check(lost, 1)
  expect(answer).toMatchObject({ verdict: 'unsafe', offlinePartitions: 2 })
  expect(answer?.reasons.join(' ')).not.toContain('another takes over')
  expect(answer?.checks.find(({ title }) => title.startsWith('Controllers'))?.status).toBe('critical')
})

test('reassignments touching it are named, unknown ones too', () => {
  const move = { topic: 'orders', partition: 0, replicas: [1, 2, 3], adding: [], removing: [] }
  expect(step(clusterFacts({ reassignments: [move] }), 1, /Reassignments touch/)?.status).toBe('warning')
  expect(step(clusterFacts({ reassignments: null }), 1, /Reassignments are not known/)?.status).toBe('unknown')
})

test('a broker is compared with its live peers; what is not told has no rank', () => {
  const facts = clusterFacts({ topics: { a: { partitions: 4, replicationFactor: 1 } }, minIsr: 1 })
  const judged = judgeBroker(facts, assess(facts), { broker: 1, now: NOW })
  const leaders = judged?.measures.find(({ measure }) => measure === 'Leaders')
  expect(leaders).toMatchObject({ value: 2, median: 1, rank: 1, of: 3, peers: [1, 1] })
  const messages = judged?.measures.find(({ measure }) => measure === 'Messages in')
  expect(messages).toMatchObject({ value: null, median: null, rank: null, of: 0, status: 'unknown' })
  expect(judged?.sentence.strong).toBe('Broker 1 is in order')
})

test('while nobody answers, nothing is promised, however young the last answer is', () => {
  const facts = clusterFacts()
  const refused = { failure: failureOf('refused'), failingSince: NOW, attemptedAt: NOW }
  const check = restartCheck({ ...facts, registry: { ...facts.registry, ...refused } }, assess(facts), {
    now: NOW + 1_000,
    broker: 1,
  })
  expect(check).toMatchObject({ verdict: 'unknown', offlinePartitions: null, underMinIsrPartitions: null })
})

test('a broker that answers but is not registered is not called down', () => {
  const facts = clusterFacts({ down: [3] })
  const registry = facts.registry.value
  if (registry === undefined) throw new Error('no registry')
  const brokers = [...registry.brokers.filter(({ id }) => id !== 3), brokerOf(3, { registered: false })]
  const up = { ...facts, registry: { ...facts.registry, value: { ...registry, brokers } } }
  expect(restartCheck(up, assess(up), { now: NOW, broker: 3 })?.sentence).toBe(
    'Broker 3 is up but not registered: it leads and copies nothing that a restart could harm.',
  )
})

// It once promised that "enough copies stay in sync" while the partitions on the broker refused writes.
test('of a broker that is down it is told what went with it, not what would go', () => {
  const topics = { a: { partitions: [{ replicas: [3] }, { replicas: [3, 1], isr: [1] }, { replicas: [1, 2] }] } }
  const steps = check(clusterFacts({ topics, down: [3] }), 3)?.checks.map(({ title, text }) => `${title}: ${text}`)
  expect(steps?.slice(0, 2)).toEqual([
    'No further partition loses its leader: 1 partition on it already without a leader',
    'No further partition refuses writes: 2 partitions on it already refusing writes',
  ])
})
