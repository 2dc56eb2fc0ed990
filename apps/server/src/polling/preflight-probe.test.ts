import { NO_METRICS } from '@perigee/config'
import type { ClusterFacts, PreflightProbes } from '@perigee/domain'
import { clusterFacts, neverRead } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../features/console-state.fake.ts'
import { FakeClock } from './clock.fake.ts'
import { PreflightProbe } from './preflight-probe.ts'

const NOTHING: PreflightProbes = { listeners: [], services: [], clocks: [], purges: [] }
const HOUR = 3_600_000

function scene(facts: ClusterFacts = clusterFacts()) {
  const clock = new FakeClock()
  const state = { facts, runs: 0, told: [] as number[], bugs: [] as number[], answer: async () => NOTHING }
  const { config } = fakeCluster()
  const probe = new PreflightProbe({
    config: { ...config, metrics: NO_METRICS },
    facts: () => state.facts,
    probe: () => {
      state.runs += 1
      return state.answer()
    },
    clock,
    random: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, error: () => void state.bugs.push(1) },
    onRead: () => void state.told.push(1),
  })
  return { clock, state, probe }
}

test('it knocks once at the start and then once an hour', async () => {
  const { clock, state, probe } = scene()
  probe.start()
  await clock.advance(10_000)
  expect([state.runs, state.told.length, probe.reading.value]).toEqual([1, 1, NOTHING])
  await clock.advance(HOUR - 60_000)
  expect(state.runs).toBe(1)
  await clock.advance(120_000)
  expect(state.runs).toBe(2)
  await probe.stop()
  await clock.advance(3 * HOUR)
  expect(state.runs).toBe(2)
})

test('before the brokers are known there is nothing to knock at', async () => {
  const { clock, state, probe } = scene({ ...clusterFacts(), registry: neverRead() })
  probe.start()
  await clock.advance(HOUR)
  expect([state.runs, probe.reading.attemptedAt]).toEqual([0, undefined])
  state.facts = clusterFacts()
  await clock.advance(2_000)
  expect(state.runs).toBe(1)
  await probe.stop()
})

test('it waits for settings, but not for ever', async () => {
  const { clock, state, probe } = scene({ ...clusterFacts(), brokerConfigs: neverRead() })
  probe.start()
  await clock.advance(20_000)
  expect(state.runs).toBe(0)
  await clock.advance(15_000)
  expect(state.runs).toBe(1)
  await probe.stop()
})

test('another broker is knocked at before the hour is over, but not within five minutes', async () => {
  const { clock, state, probe } = scene()
  probe.start()
  await clock.advance(5_000)
  state.facts = clusterFacts({ brokers: [1, 2, 3, 4] })
  await clock.advance(240_000)
  expect(state.runs).toBe(1)
  await clock.advance(120_000)
  expect(state.runs).toBe(2)
  await clock.advance(600_000)
  expect(state.runs).toBe(2)
  await probe.stop()
})

test('a mistake of ours is a failure that keeps what was known', async () => {
  const { clock, state, probe } = scene()
  probe.start()
  await clock.advance(5_000)
  state.answer = async () => {
    throw new Error('bug')
  }
  await clock.advance(2 * HOUR)
  expect([state.bugs.length > 0, probe.reading.value, probe.reading.failure?.code]).toEqual([true, NOTHING, 'garbage'])
  await probe.stop()
})

// It would have ended the console: nobody waits for a look.
test('a mistake of ours in finding the doors is one, too', async () => {
  const { clock, state, probe } = scene()
  const good = state.facts
  Object.defineProperty(state, 'facts', {
    configurable: true,
    get: () => {
      throw new Error('bug')
    },
  })
  probe.start()
  await clock.advance(60_000)
  expect([state.runs, state.bugs.length, probe.reading.failure?.code]).toEqual([0, expect.any(Number), 'garbage'])
  expect(state.bugs.length).toBeGreaterThan(0)
  Object.defineProperty(state, 'facts', { value: good })
  await clock.advance(2 * HOUR)
  expect([state.runs > 0, probe.reading.failure]).toEqual([true, undefined])
  await probe.stop()
})
