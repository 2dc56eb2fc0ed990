import { assess, type ClusterFacts, judgeCluster } from '@perigee/domain'
import { clusterFacts, failureOf, neverRead } from '@perigee/testkit'
import { describe, expect, test } from 'vitest'
import { durationText, Transitions } from './transitions.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 10, 22, 2, 55)

function story(pictures: readonly ClusterFacts[]) {
  const transitions = new Transitions('payments-eu')
  pictures.forEach((facts, i) => {
    const now = START + i * MINUTE
    const judgement = judgeCluster(facts, assess(facts), { now: START, onset: (code) => transitions.onset(code) })
    transitions.take(judgement, facts, now)
  })
  return transitions
}

const healthy = clusterFacts()
const broken = clusterFacts({ down: [3] })

describe('transitions', () => {
  test('a broker that goes and comes back is told once each way, with how long it took', () => {
    const told = story([healthy, healthy, broken, broken, broken, healthy]).log.since(0)
    const broker = told.filter((change) => change.text.includes('Broker 3'))
    expect(broker.map((change) => [change.status === 'ok', change.subject.broker])).toEqual([
      [true, 3],
      [false, 3],
    ])
    expect(broker[0]?.text).toContain('after 3 min')
    expect(told[0]).toMatchObject({ status: 'ok', text: 'payments-eu is OK again', at: START + 5 * MINUTE })
  })

  test('what already holds at the start is no change, but has an onset', () => {
    const transitions = story([broken, broken, broken])
    expect(transitions.log.since(0)).toEqual([])
    expect(transitions.onset('status')).toBe(START)
  })

  test('the first round of readings is no news', () => {
    const empty = clusterFacts({
      readings: { registry: neverRead(), topology: neverRead(), topicConfigs: neverRead(), logDirs: new Map() },
    })
    const partial = clusterFacts({ readings: { topicConfigs: { ...neverRead(), failure: failureOf('blocked') } } })
    expect(story([empty, partial, healthy]).log.since(0)).toEqual([])
  })

  test('what lasts less than two seconds is not told', () => {
    const transitions = new Transitions('payments-eu')
    const take = (facts: ClusterFacts, at: number) =>
      transitions.take(judgeCluster(facts, assess(facts), { now: START }), facts, START + at)
    for (const [facts, at] of [
      [healthy, 0],
      [healthy, 5_000],
      [broken, 10_000],
      [broken, 11_000],
      [healthy, 11_500],
      [broken, 20_000],
      [broken, 25_000],
    ] as const)
      take(facts, at)
    expect(transitions.log.since(0).map((change) => change.at)).toEqual([START + 20_000])
  })

  test('a controller that moves is told', () => {
    const registry = healthy.registry.value
    if (registry === undefined) throw new Error('no registry')
    const moved = { ...healthy, registry: { ...healthy.registry, value: { ...registry, controllerId: 2 } } }
    expect(story([healthy, moved, moved]).log.since(0)).toMatchObject([
      { text: 'Controller moved from 1 to 2', subject: { broker: 2 } },
    ])
  })

  test('durations in words', () => {
    expect([0, 119_000, 42 * MINUTE, 120 * MINUTE, 185 * MINUTE].map(durationText)).toEqual([
      '0 s',
      '119 s',
      '42 min',
      '2 h',
      '3 h 5 min',
    ])
  })
})
