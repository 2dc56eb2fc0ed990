import { describe, expect, it } from 'vitest'
import { Agenda } from '../agenda.ts'
import { buildCluster } from '../build-cluster.ts'
import { seededRandom } from '../random.ts'
import { loseBroker, reviveBroker } from './broker-life.ts'
import { loseZooKeeper, reviveZooKeeper } from './zookeeper.ts'

const NOW = Date.UTC(2026, 5, 1)

function withEnsemble() {
  const agenda = new Agenda(NOW)
  const cluster = buildCluster(
    {
      name: 'z',
      mode: 'zookeeper',
      release: '3.9',
      dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3, zookeeper: 3 }],
      topics: [{ name: 'orders', partitions: 6, replicationFactor: 3 }],
    },
    { agenda, random: seededRandom(3) },
  )
  const { controllerId } = cluster
  const other = [1, 2, 3].find((id) => id !== controllerId)!
  return { cluster, controllerId, other, advance: (ms: number) => agenda.advance(agenda.now + ms) }
}

describe('a ZooKeeper ensemble', () => {
  it('has the nodes that its data centres say', () => {
    const { cluster } = withEnsemble()
    expect([...cluster.zookeepers.values()].map(({ id, rack }) => [id, rack])).toEqual([
      [1, 'r1'],
      [2, 'r2'],
      [3, 'r3'],
    ])
  })

  it('that lost one node goes on', () => {
    const { cluster, controllerId, advance } = withEnsemble()
    loseZooKeeper(cluster, 2, 'down')
    loseBroker(cluster, controllerId, 'down')
    advance(10_000)
    expect(cluster.controllerId).toBeGreaterThan(0)
    expect(cluster.controllerId).not.toBe(controllerId)
    expect(cluster.brokers.get(controllerId)?.isRegistered).toBe(false)
  })

  it('without a majority misses nobody, and the controller stays; with it again what happened is noticed', () => {
    const { cluster, controllerId, other, advance } = withEnsemble()
    loseZooKeeper(cluster, 1, 'hung')
    loseZooKeeper(cluster, 2, 'down')
    loseBroker(cluster, other, 'down')
    advance(60_000)
    expect(cluster.controllerId).toBe(controllerId)
    expect(cluster.brokers.get(other)?.isRegistered).toBe(true)
    reviveZooKeeper(cluster, 1)
    advance(5_000)
    expect(cluster.brokers.get(other)?.isRegistered).toBe(false)
    reviveBroker(cluster, other)
    advance(1_000)
    expect(cluster.brokers.get(other)?.isRegistered).toBe(true)
  })

  it('without a majority elects nobody when the controller dies', () => {
    const { cluster, controllerId, advance } = withEnsemble()
    loseZooKeeper(cluster, 1, 'cut')
    loseZooKeeper(cluster, 3, 'cut')
    loseBroker(cluster, controllerId, 'down')
    advance(60_000)
    expect(cluster.controllerId).toBe(-1)
    reviveZooKeeper(cluster, 3)
    advance(5_000)
    expect(cluster.controllerId).toBeGreaterThan(0)
  })
})
