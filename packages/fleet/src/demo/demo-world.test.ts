import { describe, expect, it } from 'vitest'
import { Agenda } from '../world/agenda.ts'
import { buildCluster } from '../world/build-cluster.ts'
import type { Cluster } from '../world/cluster.ts'
import { isWhole } from '../world/condition.ts'
import { usedBytes } from '../world/log-dir.ts'
import { seededRandom } from '../world/random.ts'
import { demoWorld } from './demo-world.ts'

const NOW = Date.UTC(2026, 4, 4, 10)

function build(): readonly Cluster[] {
  const agenda = new Agenda(NOW)
  return demoWorld({ seed: 5, now: NOW }).map((spec) =>
    buildCluster(spec, { agenda, random: seededRandom(5).fork(spec.name) }),
  )
}

describe('the worlds of the demo', () => {
  const clusters = build()
  const topics = clusters.flatMap((one) => [...one.topics.values()])

  it('are three clusters with a few hundred topics and about three thousand partitions', () => {
    expect(clusters.map((one) => one.identity.name)).toEqual(['payments-eu', 'orders-legacy', 'edge-small'])
    expect(clusters.map((one) => [one.brokers.size, one.controllers.size])).toEqual([
      [6, 3],
      [3, 0],
      [3, 0],
    ])
    expect(topics.length).toBeGreaterThan(230)
    const partitions = topics.reduce((sum, one) => sum + one.partitions.length, 0)
    expect(partitions).toBeGreaterThan(2_300)
    expect(partitions).toBeLessThan(3_500)
  })

  it('name no topic twice, and no group reads what is not there', () => {
    for (const spec of demoWorld({ seed: 5, now: NOW })) {
      const names = spec.topics.map((one) => one.name)
      expect(new Set(names).size).toBe(names.length)
      for (const group of spec.groups ?? []) for (const topic of group.topics) expect(names).toContain(topic)
    }
  })

  it('are whole, with variety in replication, retention and min ISR', () => {
    expect(clusters.every(isWhole)).toBe(true)
    const replication = new Set(topics.flatMap((one) => one.partitions.map(({ replicas }) => replicas.length)))
    expect([...replication].sort()).toEqual([1, 2, 3])
    expect(new Set(topics.map((one) => one.configs.get('min.insync.replicas'))).size).toBe(3)
    expect(new Set(topics.map((one) => one.configs.get('retention.ms'))).size).toBeGreaterThan(6)
  })

  it('fill their disks to a third or two', () => {
    for (const cluster of clusters) {
      for (const broker of cluster.brokers.values()) {
        for (const dir of broker.logDirs) {
          const ratio = usedBytes(cluster, broker, dir) / dir.totalBytes
          expect(ratio).toBeGreaterThan(0.25)
          expect(ratio).toBeLessThan(0.8)
        }
      }
    }
  })

  it('are the same each time', () => {
    expect(demoWorld({ seed: 5, now: NOW })).toEqual(demoWorld({ seed: 5, now: NOW }))
    expect(demoWorld({ seed: 6, now: NOW })).not.toEqual(demoWorld({ seed: 5, now: NOW }))
  })
})
