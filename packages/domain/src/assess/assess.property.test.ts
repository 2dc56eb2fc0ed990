import { clusterFacts, type PartitionSpec } from '@perigee/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assess, assessInSlices } from './assess.ts'

/** Partitions as the wire may bring them, valid but otherwise without mercy. */
const partitionArbitrary = fc
  .record({
    replicas: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    inSync: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    leaderAt: fc.integer({ min: -1, max: 4 }),
  })
  .map(({ replicas, inSync, leaderAt }): PartitionSpec => {
    const isr = replicas.filter((_, index) => inSync[index])
    return { replicas, isr, leader: replicas[leaderAt] ?? -1 }
  })

const clusterArbitrary = fc.record({
  partitions: fc.array(partitionArbitrary, { minLength: 1, maxLength: 20 }),
  minIsr: fc.integer({ min: 1, max: 4 }),
  gone: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
})

/** The same counts the slow and plain way, over objects. */
function naive(partitions: readonly PartitionSpec[], minIsr: number, gone: readonly number[]) {
  const seen = partitions.map((partition) => {
    const leader = partition.leader ?? -1
    const isr = partition.isr ?? []
    const leaderless = leader < 0 || gone.includes(leader)
    const at = !leaderless && isr.length === minIsr
    return {
      offline: leaderless,
      underMinIsr: leaderless || isr.length < minIsr,
      atMinIsr: at && partition.replicas.length > minIsr,
      byDesign: at && partition.replicas.length <= minIsr,
      underReplicated: isr.length < partition.replicas.length,
      moved: !leaderless && leader !== partition.replicas[0],
    }
  })
  const count = (key: keyof (typeof seen)[number]) => seen.filter((partition) => partition[key]).length
  return {
    offline: count('offline'),
    underMinIsr: count('underMinIsr'),
    atMinIsr: count('atMinIsr'),
    atMinIsrByDesign: count('byDesign'),
    underReplicated: count('underReplicated'),
    nonPreferredLeaders: count('moved'),
  }
}

test('counts equal a plain count over objects', () => {
  fc.assert(
    fc.property(clusterArbitrary, ({ partitions, minIsr, gone }) => {
      const facts = clusterFacts({ brokers: [1, 2, 3, 4, 5], topics: { a: { partitions } }, minIsr })
      const registry = facts.registry.value
      if (registry === undefined) throw new Error('the builder gave no registry')
      const brokers = registry.brokers.filter((broker) => !gone.includes(broker.id))
      const assessment = assess({ ...facts, registry: { ...facts.registry, value: { ...registry, brokers } } })
      expect(assessment?.counts).toMatchObject(naive(partitions, minIsr, gone))
    }),
    { numRuns: 120 },
  )
})

test('assessing in slices gives the same as at once', () => {
  const facts = clusterFacts({ topics: { a: { partitions: 40_000, replicationFactor: 2 } } })
  const slices = assessInSlices(facts)
  let pauses = 0
  let step = slices.next()
  while (!step.done) {
    pauses += 1
    step = slices.next()
  }
  expect(pauses).toBeGreaterThan(3)
  expect(step.value?.counts).toEqual(assess(facts)?.counts)
})
