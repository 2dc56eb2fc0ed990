import { clusterFacts } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import { weakSpots } from './weak-spots.ts'

const tight = (spec: Parameters<typeof clusterFacts>[0]) => {
  const facts = clusterFacts(spec)
  const assessment = assess(facts)
  if (assessment === null) throw new Error('nothing was read')
  return weakSpots(facts, assessment).find(({ code }) => code === 'min-isr-is-rf')
}

// It once vanished, with "no single restart stops writes", exactly while one copy was away and writes stood still.
test('a setting that stops writes at every restart is told also while it does', () => {
  const healthy = tight({ minIsr: 2, topics: { a: { partitions: [{ replicas: [1, 2] }, { replicas: [1, 3] }] } } })
  expect(healthy).toMatchObject({ status: 'warning', partitions: 2, target: { page: 'partitions' } })
  const bitten = tight({
    minIsr: 2,
    topics: { a: { partitions: [{ replicas: [1, 2], isr: [1] }, { replicas: [1, 3] }] } },
  })
  expect(bitten).toMatchObject({ status: 'warning', partitions: 2, target: null })
})
