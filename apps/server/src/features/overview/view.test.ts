import { overviewSchema } from '@perigee/contract'
import { failureOf, NOW, neverRead } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster, fakeState } from '../console-state.fake.ts'
import { overviewSentence } from './sentence.ts'
import { overviewView } from './view.ts'

const unreachable = (name: string) => {
  const lost = neverRead<never>(failureOf('refused', { peer: '3 bootstrap addresses' }))
  const readings = { registry: lost, topology: lost, quorum: lost, logDirs: new Map(), endOffsets: lost }
  return fakeCluster(
    { name, readings: { ...readings, topicConfigs: lost, brokerConfigs: lost } },
    { remembered: new Map() },
  )
}

test('clusters come worst first and the sentence counts them', () => {
  const state = fakeState([
    fakeCluster({ name: 'fine' }),
    unreachable('audit-us'),
    fakeCluster({ name: 'bad', down: [2, 3] }),
  ])
  const answer = overviewView(state, NOW)
  expect(overviewSchema.parse(answer)).toEqual(answer)
  expect(answer.data.clusters.map(({ name, status }) => [name, status])).toEqual([
    ['bad', 'critical'],
    ['audit-us', 'unknown'],
    ['fine', 'ok'],
  ])
  expect(answer.data.sentence.strong).toBe('1 of 3 clusters needs attention')
  expect(answer.data.sentence.rest).toBe(', and 1 cannot be seen.')
})

test('a cluster that never answered shows no number at all', () => {
  const answer = overviewView(fakeState([unreachable('audit-us')]), NOW)
  const [row] = answer.data.clusters
  expect(row).toMatchObject({
    topics: null,
    partitions: null,
    offlinePartitions: null,
    underMinIsrPartitions: null,
    sizeBytes: null,
    controllerId: null,
    observedAt: null,
    freshness: 'never',
    survivableBrokerLosses: null,
  })
  expect(row?.brokers.up).toBeNull()
  expect(answer.freshness.state).toBe('never')
  expect(answer.freshness.failures[0]).toMatchObject({
    cluster: 'audit-us',
    code: 'refused',
    message: 'connection refused',
  })
})

test('once nobody answers, how partitions are is not known: the last counts stand apart', () => {
  const answered = fakeCluster({ name: 'was-fine' })
  const { registry } = answered.facts
  // The topics were read a moment ago: their reading does not fail yet.
  const facts = { ...answered.facts, registry: { ...registry, failure: failureOf('refused'), failingSince: NOW } }
  const [row] = overviewView(fakeState([{ ...answered, facts }]), NOW).data.clusters
  expect(row).toMatchObject({ offlinePartitions: null, underMinIsrPartitions: null, underReplicatedPartitions: null })
  expect(row).toMatchObject({ survivableBrokerLosses: null, canLose: null, lastKnown: { offlinePartitions: 0 } })
  expect(overviewView(fakeState([answered]), NOW).data.clusters[0]).toMatchObject({
    offlinePartitions: 0,
    lastKnown: null,
  })
})

test('the age is that of the oldest cluster that was seen', () => {
  const late = fakeCluster({ name: 'late' })
  const answer = overviewView(fakeState([late, unreachable('audit-us')]), NOW + 12_000)
  expect(answer.freshness).toMatchObject({ ageMs: 12_000, state: 'late', expectedIntervalMs: 5_000 })
})

test('sentences for none, one and many', () => {
  const row = (name: string, status: 'ok' | 'critical' | 'unknown' | 'busy', reasons: string[] = []) => ({
    name,
    status,
    reasons,
    freshness: 'fresh' as const,
  })
  const gone = (name: string) => ({ ...row(name, 'unknown', ['No answer']), freshness: 'lost' as const })
  const said = (...rows: Parameters<typeof overviewSentence>[0]) => {
    const { strong, rest } = overviewSentence(rows)
    return strong + rest
  }
  expect(said()).toBe('No cluster is configured yet.')
  expect(said(row('a', 'ok'))).toBe('a is well.')
  expect(said(row('a', 'critical'))).toBe('a needs attention.')
  expect(said(gone('a'))).toBe('a cannot be seen.')
  expect(said(row('a', 'unknown'))).toBe('a is known only in part.')
  expect(said(row('a', 'ok'), row('b', 'busy'))).toBe('All 2 clusters are well; 1 of them is at work.')
  expect(said(gone('a'), row('b', 'ok'))).toBe(
    '1 of 2 clusters cannot be seen; nothing is known to be wrong in the others.',
  )
  expect(said(row('a', 'critical'), row('b', 'critical'), gone('c'), row('d', 'unknown'))).toBe(
    '2 of 4 clusters need attention, and 1 cannot be seen and 1 is known only in part.',
  )
  const down = row('a', 'critical', ['Broker 3 is down', 'Broker 4 is down.', 'x'])
  expect(overviewSentence([down]).lede).toBe('Broker 3 is down. Broker 4 is down.')
  expect(overviewSentence([down, row('b', 'ok')]).lede).toBe('a: Broker 3 is down.')
})

test('the changes of the past hour come newest first, each with its link', () => {
  const change = (id: number, at: number, subject = {}) => ({
    id,
    at,
    cluster: 'c',
    status: 'warning',
    text: `t${id}`,
    subject,
  })
  const changes = [change(2, NOW - 1000, { broker: 3 }), change(1, NOW - 5000), change(0, NOW - 4_000_000)]
  const answer = overviewView(fakeState([fakeCluster({ name: 'c' }, { changes })]), NOW)
  expect(answer.data.changes.map(({ text, href }) => [text, href])).toEqual([
    ['t2', '/c/c/brokers/3'],
    ['t1', '/c/c'],
  ])
})
