import type { ClusterFacts, Topology } from '@perigee/domain'
import fc from 'fast-check'
import { clusterFacts } from './cluster-facts.ts'
import type { PartitionSpec } from './topology-of.ts'

/** Small clusters in any state that Kafka may report: brokers down, silent, replicas behind, no leader, any min ISR. */
export const arbitraryCluster: fc.Arbitrary<ClusterFacts> = fc
  .record({
    brokers: fc.integer({ min: 2, max: 6 }),
    racks: fc.constantFrom('three', 'two', 'none'),
    away: fc.array(fc.constantFrom('up', 'up', 'up', 'up', 'down', 'silent'), { minLength: 6, maxLength: 6 }),
    mode: fc.constantFrom('kraft', 'zookeeper'),
    topics: fc.array(
      fc.record({
        minIsr: fc.integer({ min: 1, max: 3 }),
        partitions: fc.array(
          fc.record({
            order: fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 1, maxLength: 4 }),
            behind: fc.array(fc.constantFrom('in', 'in', 'in', 'out'), { minLength: 6, maxLength: 6 }),
            leaderless: fc.constantFrom('led', 'led', 'led', 'led', 'none'),
          }),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ brokers: count, racks, away, mode, topics }) => {
    const brokers = Array.from({ length: count }, (_, index) => index + 1)
    const which = (state: string) => brokers.filter((id) => away[id - 1] === state)
    const specs = topics.map(({ minIsr, partitions }, index) => [
      `t${index}`,
      {
        configs: { 'min.insync.replicas': String(minIsr) },
        partitions: partitions.map(({ order, behind, leaderless }) =>
          partitionOf(order.filter((id) => id <= count).length > 0 ? order.filter((id) => id <= count) : [1], {
            behind,
            leaderless,
          }),
        ),
      },
    ])
    return clusterFacts({
      brokers,
      racks: racks === 'none' ? null : racksOf(brokers, racks === 'two' ? 2 : 3),
      down: which('down'),
      silent: which('silent'),
      mode: mode as 'kraft' | 'zookeeper',
      topics: Object.fromEntries(specs),
    })
  })

function partitionOf(
  replicas: number[],
  { behind, leaderless }: { behind: string[]; leaderless: string },
): PartitionSpec {
  const isr = replicas.filter((_, index) => behind[index] === 'in')
  const leader = leaderless === 'none' ? -1 : (isr[0] ?? -1)
  return { replicas, isr: leader < 0 && leaderless !== 'none' ? [] : isr, leader }
}

function racksOf(brokers: readonly number[], count: number): Record<number, string> {
  return Object.fromEntries(brokers.map((id) => [id, `rack-${id % count}`]))
}

/** All rows of a topology as plain objects: for slow, obvious counterparts of fast code. */
export function rowsOf(topology: Topology) {
  const { partitions, topics } = topology
  return Array.from({ length: partitions.count }, (_, row) => {
    const slots = [partitions.firstReplica[row] as number, partitions.firstReplica[row + 1] as number] as const
    const replicas = [...partitions.replica.subarray(...slots)]
    const marks = partitions.replicaFlags.subarray(...slots)
    return {
      row,
      topic: topics.names[partitions.topic[row] as number] as string,
      leader: partitions.leader[row] as number,
      replicas,
      isr: replicas.filter((_, index) => ((marks[index] as number) & 1) !== 0),
    }
  })
}
