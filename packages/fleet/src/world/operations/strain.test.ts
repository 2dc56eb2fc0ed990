import { describe, expect, it } from 'vitest'
import { strainOf } from '../strain.ts'
import { endRecovery, heatBroker, recoverLogs, relieveNode, scaleTraffic, strainNode } from './strain.ts'
import { twoDisks } from './two-disks.fake.ts'

describe('strain', () => {
  it('of several causes adds up on one node, and each is taken away for itself', () => {
    const { cluster } = twoDisks()
    strainNode(cluster, 1, 'slow-disk')
    strainNode(cluster, 1, 'lossy-network')
    expect(strainOf(cluster, 1).diskSlowness).toBeGreaterThan(1)
    relieveNode(cluster, 1, 'slow-disk')
    expect(strainOf(cluster, 1)).toMatchObject({ diskSlowness: 1 })
    expect(strainOf(cluster, 1).packetLoss).toBeGreaterThan(0)
    expect(strainOf(cluster, 2).packetLoss).toBe(0)
  })

  it('traffic that was scaled comes back to what it was, with what was changed meanwhile', () => {
    const { cluster, topic } = twoDisks()
    const logs = topic('orders').partitions.map(({ log }) => log)
    const before = logs.map((one) => one.plannedPerSecond)
    const undo = scaleTraffic(cluster, { times: 3 })
    expect(logs.map((one) => one.plannedPerSecond)).toEqual(before.map((one) => one * 3))
    logs[0]!.setRate(logs[0]!.plannedPerSecond * 8, cluster.now)
    undo()
    for (const [i, log] of logs.entries()) expect(log.plannedPerSecond).toBeCloseTo(before[i]! * (i === 0 ? 8 : 1), 6)
  })

  it('a hot broker is hot by what it leads', () => {
    const { cluster, topic } = twoDisks()
    const before = topic('orders').partitions.map(({ log }) => log.plannedPerSecond)
    heatBroker(cluster, 1, { times: 5 })
    const after = topic('orders').partitions
    for (const [i, { leader, log }] of after.entries()) {
      expect(log.plannedPerSecond).toBe(before[i]! * (leader === 1 ? 5 : 1))
    }
  })

  it('a broker that reads its logs through is away for clients and leads nothing, until it has', () => {
    const { cluster, topic, advance } = twoDisks()
    recoverLogs(cluster, 1)
    const broker = cluster.brokers.get(1)!
    expect(broker).toMatchObject({ state: 'down', isRegistered: false, isRecovering: true, startedAt: cluster.now })
    expect(topic('orders').partitions.some(({ leader }) => leader === 1)).toBe(false)
    const begun = cluster.now
    advance(60_000)
    expect(broker.isRecovering).toBe(true)
    endRecovery(cluster, 1)
    advance(30_000)
    expect(broker).toMatchObject({ state: 'up', isRegistered: true, isRecovering: false, startedAt: begun })
    expect(topic('orders').partitions.some(({ leader }) => leader === 1)).toBe(true)
  })
})
