import { preflight } from '@perigee/domain'
import { failureOf, NOW, neverRead, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster, fakeState } from '../features/console-state.fake.ts'
import { preflightInput } from '../features/preflight/input.ts'
import { preflightView } from '../features/preflight/view.ts'
import { exitCodeOf } from './exit-code.ts'
import { isReadThrough } from './read-through.ts'
import { textOf } from './text.ts'

test.each([
  [['pass', 'not-applicable'], 0],
  [['pass', 'unknown'], 12],
  [['warn', 'unknown'], 10],
  [['fail', 'warn', 'unknown', 'pass'], 11],
] as const)('%j exits with %i', (states, code) => {
  expect(exitCodeOf(states)).toBe(code)
})

test('the text tells troubles with evidence, reason and fix, the rest in a line, within a hundred columns', () => {
  const topics = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`topic-${at}`, { partitions: 2, replicationFactor: 1 }]),
  )
  const cluster = fakeCluster({ topics })
  const state = fakeState([cluster])
  const { data } = preflightView(state, cluster, preflight(preflightInput(state, cluster)))
  const text = textOf(data)
  const lines = text.split('\n')
  expect(lines[0]).toMatch(/^Preflight of payments-eu: \d+ of \d+ checks fail; \d+ warns? and \d+ could not be made\.$/)
  expect(text).toContain('FAIL  Every partition has three copies  [critical, replication-factor]')
  expect(text).toContain('        One copy only: 18 partitions of 9 topics (topic-0, topic-1, topic-2 and 6 more).')
  expect(text).toContain('          and 4 more')
  expect(text).toContain('        Why: With one copy')
  expect(text).toContain('             kafka-reassign-partitions.sh --bootstrap-server kafka-1:9092')
  expect(text).toContain('doors not tried')
  const prose = lines.filter((line) => !/kafka-\w+(-\w+)*\.sh|^\d+ fail/.test(line))
  expect(prose.filter((line) => line.length > 100)).toEqual([])
})

const whole = { endOffsets: readingOf({} as never) }
const tried = (facts: object) => isReadThrough({ ...fakeCluster(), facts: { ...fakeCluster().facts, ...facts } }, NOW)

test('it waits until everything was tried, and not for what will not come', () => {
  expect(tried(whole)).toBe(true)
  expect(tried({ ...whole, topicConfigs: neverRead() })).toBe(false)
  expect(tried({ ...whole, topicConfigs: neverRead(failureOf('forbidden')) })).toBe(true)
  expect(tried({ ...whole, topicConfigs: neverRead(failureOf('blocked')) })).toBe(false)
  expect(tried({ ...whole, quorum: neverRead() })).toBe(false)
  const old = fakeCluster({ mode: 'zookeeper' })
  const unasked = { ...old, facts: { ...old.facts, ...whole, zookeeper: neverRead() } } as typeof old
  expect(isReadThrough(unasked, NOW)).toBe(true)
  expect(isReadThrough({ ...unasked, config: { ...old.config, zookeeper: 'zk:2181' } }, NOW)).toBe(false)
  expect(tried({ ...whole, logDirs: new Map() })).toBe(false)
  const { facts } = fakeCluster()
  expect(isReadThrough({ ...fakeCluster(), facts: { ...facts, ...whole } }, undefined)).toBe(false)
  expect(tried({ registry: neverRead(failureOf('authentication')) })).toBe(true)
  expect(tried({ registry: neverRead(failureOf('refused')) })).toBe(false)
})
