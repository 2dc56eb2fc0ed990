import { assess, type ClusterFacts, judgeCluster } from '@perigee/domain'
import { clusterFacts, failureOf, NOW, neverRead } from '@perigee/testkit'
import { describe, expect, test } from 'vitest'
import { Transitions } from './transitions.ts'

const START = NOW

/** The same picture with every reading taken at that moment. */
function taken(facts: ClusterFacts, at: number): ClusterFacts {
  const stamp = <R extends object>(reading: R): R => ({ ...reading, observedAt: at, attemptedAt: at })
  return {
    ...facts,
    registry: stamp(facts.registry),
    topology: stamp(facts.topology),
    quorum: stamp(facts.quorum),
    zookeeper: stamp(facts.zookeeper),
  }
}

function watch() {
  const transitions = new Transitions('payments-eu')
  const options = (now: number) => ({
    now,
    onset: (code: string) => transitions.onset(code),
    heldBefore: (code: string) => transitions.heldBefore(code),
  })
  return {
    transitions,
    see(facts: ClusterFacts, now: number) {
      transitions.take(judgeCluster(facts, assess(facts), options(now)), facts, now)
      return judgeCluster(facts, assess(facts), options(now))
    },
  }
}

const healthy = clusterFacts()
const broken = clusterFacts({ down: [3] })

describe('what held before we looked', () => {
  test('a broker that is down at the first look claims no beginning', () => {
    const { see, transitions } = watch()
    const [reason] = see(taken(broken, START), START).reasons
    expect(reason).toMatch(/has not been registered since \d\d:\d\d or earlier\./)
    expect([transitions.heldBefore('broker-down:3'), transitions.heldBefore('status')]).toEqual([true, true])
  })

  test('one that goes down while we look has a beginning', () => {
    const { see, transitions } = watch()
    see(taken(healthy, START), START)
    const [reason] = see(taken(broken, START + 5_000), START + 5_000).reasons
    expect(reason).toMatch(/has not been registered since \d\d:\d\d\./)
    expect(transitions.heldBefore('broker-down:3')).toBe(false)
  })

  test('what shows after nothing could be seen may have begun in the dark', () => {
    const { see, transitions } = watch()
    see(taken(healthy, START), START)
    see(
      { ...taken(healthy, START), registry: { ...taken(healthy, START).registry, failure: failureOf('timeout') } },
      START + 60_000,
    )
    see(taken(broken, START + 65_000), START + 65_000)
    expect(transitions.heldBefore('broker-down:3')).toBe(true)
  })

  test('a quorum that was not asked yet keeps the first look open', () => {
    const { see, transitions } = watch()
    const unasked = { ...taken(healthy, START), quorum: neverRead<never>(), zookeeper: neverRead<never>() }
    see(unasked, START)
    see(taken(broken, START + 1_000), START + 1_000)
    expect(transitions.heldBefore('broker-down:3')).toBe(true)
    see(taken(healthy, START + 2_000), START + 2_000)
    see(taken(broken, START + 3_000), START + 3_000)
    expect(transitions.heldBefore('broker-down:3')).toBe(false)
  })

  test('the end of what held before tells a least duration', () => {
    const { see, transitions } = watch()
    see(taken(broken, START), START)
    see(taken(broken, START + 60_000), START + 60_000)
    see(taken(healthy, START + 180_000), START + 180_000)
    expect(transitions.log.since(0).map(({ text }) => text)).toContain('Over after 3 min or more: Broker 3 is down')
  })
})

describe('the controller', () => {
  const led = (facts: ClusterFacts, at: number, controllerId: number | null): ClusterFacts => {
    const stamped = taken(facts, at)
    const registry = stamped.registry.value
    if (registry === undefined) throw new Error('no registry')
    return { ...stamped, registry: { ...stamped.registry, value: { ...registry, mode: 'zookeeper', controllerId } } }
  }

  test('has been it since it was first seen, and a successor since it took over', () => {
    const { see, transitions } = watch()
    see(led(healthy, START, 1), START)
    see(led(healthy, START + 5_000, 1), START + 5_000)
    expect([transitions.onset('controller:1'), transitions.heldBefore('controller:1')]).toEqual([START, true])
    see(led(healthy, START + 10_000, 2), START + 10_000)
    expect([transitions.onset('controller:2'), transitions.heldBefore('controller:2')]).toEqual([START + 10_000, false])
    expect(transitions.onset('controller:1')).toBeNull()
  })

  test('one that was elected while nobody told may be it for longer than we know', () => {
    const { see, transitions } = watch()
    see(led(healthy, START, 1), START)
    see(led(healthy, START + 5_000, null), START + 5_000)
    see(led(healthy, START + 20_000, 2), START + 20_000)
    expect([transitions.onset('controller:2'), transitions.heldBefore('controller:2')]).toEqual([START + 20_000, true])
  })
})

describe('while nobody answers', () => {
  const refused = (at: number): ClusterFacts => {
    const stamped = taken(broken, at)
    const failed = { failure: failureOf('refused'), failingSince: at + 5_000, attemptedAt: at + 5_000 }
    return { ...stamped, registry: { ...stamped.registry, ...failed } }
  }

  test('what was wrong is not told to be over, and keeps its beginning when it is still there', () => {
    const { see, transitions } = watch()
    see(taken(healthy, START), START)
    see(taken(broken, START + 5_000), START + 5_000)
    see(taken(broken, START + 10_000), START + 10_000)
    expect(see(refused(START + 10_000), START + 15_000).problems.map(({ code }) => code)).toEqual(['no-answer'])
    see(taken(broken, START + 40_000), START + 40_000)
    const told = transitions.log.since(0).map(({ text }) => text)
    expect(told.filter((text) => text.startsWith('Over') && text.includes('Broker 3'))).toEqual([])
    expect(transitions.onset('broker-down:3')).toBe(START + 5_000)
    expect(transitions.heldBefore('broker-down:3')).toBe(false)
  })
})
