import { describe, expect, it } from 'vitest'
import { Agenda } from '../world/agenda.ts'
import { buildCluster } from '../world/build-cluster.ts'
import type { Cluster } from '../world/cluster.ts'
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { seededRandom } from '../world/random.ts'
import { SHAPE_SIZES, shape } from './shape.ts'

const NOW = Date.UTC(2026, 4, 4, 10)

function build(spec: ClusterSpec): Cluster {
  return buildCluster(spec, { agenda: new Agenda(NOW), random: seededRandom(7).fork(spec.name) })
}

function sizeOf(cluster: Cluster) {
  const topics = [...cluster.topics.values()]
  const groups = [...cluster.groups.values()]
  return {
    brokers: cluster.brokers.size,
    topics: topics.length,
    partitions: topics.reduce((sum, one) => sum + one.partitions.length, 0),
    groups: groups.length,
    commitments: groups.flatMap((one) => [...one.commits.values()]).reduce((sum, list) => sum + list.length, 0),
  }
}

describe('shapes', () => {
  it.each(['S', 'M', 'L'] as const)('%s has exactly the size it is named for, RF 3', (name) => {
    const [spec] = shape(name, { now: NOW })
    const cluster = build(spec!)
    expect(sizeOf(cluster)).toEqual(SHAPE_SIZES[name])
    for (const topic of cluster.topics.values()) {
      for (const one of topic.partitions) expect(one.replicas.length).toBe(3)
    }
  })

  it('F is twenty clusters of M, each different', () => {
    const specs = shape('F', { now: NOW })
    expect(specs).toHaveLength(20)
    expect(new Set(specs.map((one) => one.name)).size).toBe(20)
    expect(sizeOf(build(specs[19]!))).toEqual(SHAPE_SIZES.M)
    expect(specs[0]!.topics).not.toEqual(specs[1]!.topics)
  })

  it('is the same each time', () => {
    expect(shape('S', { now: NOW, seed: 3 })).toEqual(shape('S', { now: NOW, seed: 3 }))
    expect(shape('S', { now: NOW, seed: 3 })).not.toEqual(shape('S', { now: NOW, seed: 4 }))
  })

  it('carries traffic on most topics, none on some, and keeps replicas of a partition in different racks', () => {
    const cluster = build(shape('M', { now: NOW })[0]!)
    const rates = [...cluster.topics.values()].map((one) => one.partitions[0]!.log.ratePerSecond)
    const quiet = rates.filter((rate) => rate === 0).length / rates.length
    expect(quiet).toBeGreaterThan(0.25)
    expect(quiet).toBeLessThan(0.45)
    const racks = (ids: readonly number[]) => new Set(ids.map((id) => cluster.brokers.get(id)!.rack)).size
    const [topic] = cluster.topics.values()
    expect(topic!.partitions.every((one) => racks(one.replicas) === 3)).toBe(true)
  })
})
