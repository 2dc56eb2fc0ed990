import { brokerOf, clusterFacts, NOW, readingOf, registryOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import { judgeBroker } from './judge-broker.ts'

test('a broker whose sign of life takes long is marked among its peers, and is in order otherwise', () => {
  const registry = registryOf({}, [1, 2, 3], 'kraft')
  const brokers = registry.brokers.map((one) => (one.id === 3 ? brokerOf(3, { ...one, latencyMs: 900 }) : one))
  const facts = { ...clusterFacts(), registry: readingOf({ ...registry, brokers }) }
  const answerTime = (broker: number) => {
    const judged = judgeBroker(facts, assess(facts), { now: NOW, broker })
    return [judged?.standing.status, judged?.measures.find(({ measure }) => measure === 'Answer time')?.status]
  }
  expect(answerTime(3)).toEqual(['ok', 'warning'])
  expect(answerTime(2)).toEqual(['ok', 'ok'])
})
