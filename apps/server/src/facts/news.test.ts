import { clusterFacts, failureOf, NOW, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { weightOf } from './news.ts'

const facts = clusterFacts()
const registry = facts.registry.value
if (registry === undefined) throw new Error('the testkit knows its brokers')
const later = (value: typeof registry) => readingOf(value, { observedAt: NOW })

test('the first value is news, the same again is not', () => {
  const unread = { ...facts.registry, value: undefined, observedAt: undefined }
  expect(weightOf('registry', unread, facts.registry)).toBe('news')
  expect(weightOf('registry', facts.registry, later(structuredClone(registry)))).toBe('routine')
})

test('a time to answer is no news; who answers, is registered, controls or is called up where is', () => {
  const brokers = registry.brokers
  const changed = (over: Partial<(typeof brokers)[number]>) =>
    later({ ...registry, brokers: brokers.map((one, i) => (i === 1 ? { ...one, ...over } : one)) })
  expect(weightOf('registry', facts.registry, changed({ latencyMs: 99 }))).toBe('routine')
  for (const over of [
    { answered: false },
    { registered: false },
    { port: 1 },
    { rack: 'elsewhere' },
    { fenced: true },
    { failure: failureOf('timeout') },
  ]) {
    expect(weightOf('registry', facts.registry, changed(over)), JSON.stringify(over)).toBe('news')
  }
  expect(weightOf('registry', facts.registry, later({ ...registry, controllerId: 77 }))).toBe('news')
  expect(weightOf('registry', facts.registry, later({ ...registry, brokers: brokers.slice(1) }))).toBe('news')
})

test('a failure, another failure and its end are news, the same failure again is not', () => {
  const failed = { ...facts.registry, failure: failureOf('timeout') }
  expect(weightOf('registry', facts.registry, failed)).toBe('news')
  expect(weightOf('registry', failed, { ...failed, attemptedAt: NOW + 1 })).toBe('routine')
  expect(weightOf('registry', failed, { ...failed, failure: failureOf('refused') })).toBe('news')
  expect(weightOf('registry', failed, facts.registry)).toBe('news')
})

test('a topology is news when it is another one or its reassignments are, sizes and offsets never are', () => {
  const value = facts.topology.value
  if (value === undefined) throw new Error('the testkit knows its topics')
  expect(weightOf('topology', facts.topology, readingOf({ ...value }))).toBe('routine')
  expect(weightOf('topology', facts.topology, readingOf({ ...value, topology: { ...value.topology } }))).toBe('news')
  const move = { topic: 'a', partition: 0, replicas: [1], adding: [1], removing: [] }
  expect(weightOf('topology', facts.topology, readingOf({ ...value, reassignments: [move] }))).toBe('news')
  const logDirs = [...facts.logDirs.values()][0]
  if (logDirs?.value === undefined) throw new Error('the testkit knows log directories')
  expect(weightOf('logDirs', logDirs, readingOf({ ...logDirs.value, dirs: [] }))).toBe('routine')
})

test('a quorum is news when its leader or its voters are others, not when its log has grown', () => {
  const quorum = facts.quorum.value
  if (quorum === undefined) throw new Error('the testkit knows its quorum')
  const after = (over: Partial<typeof quorum>) => weightOf('quorum', facts.quorum, readingOf({ ...quorum, ...over }))
  expect(after({ highWatermark: quorum.highWatermark + 9n })).toBe('routine')
  expect(after({ leaderId: 77 })).toBe('news')
  expect(after({ leaderEpoch: quorum.leaderEpoch + 1 })).toBe('news')
  expect(after({ voters: quorum.voters.slice(1) })).toBe('news')
})
