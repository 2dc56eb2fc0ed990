import { describe, expect, it } from 'vitest'
import { isWhole } from '../condition.ts'
import { replicaEndOffset } from '../partition.ts'
import { loseBroker, reviveBroker } from './broker-life.ts'
import { loseController, reviveController } from './controller.ts'
import { twoDisks } from './two-disks.fake.ts'
import { electUnclean } from './unclean-election.ts'

describe('brokers that die', () => {
  it('are noticed after their session, come back, catch up and lead again', () => {
    const { cluster, condition, topic, advance } = twoDisks()
    const led = topic('orders').partitions.map((one) => one.leader)
    loseBroker(cluster, 1, 'down')
    advance(2_900)
    expect(condition().underReplicatedPartitions).toBe(0)
    advance(200)
    expect(condition()).toMatchObject({ nodesAway: 1, offlinePartitions: 2 })
    reviveBroker(cluster, 1)
    expect(condition()).toMatchObject({ nodesAway: 0, offlinePartitions: 0 })
    expect(isWhole(cluster)).toBe(false)
    advance(20_000)
    expect(isWhole(cluster)).toBe(true)
    expect(topic('orders').partitions.map((one) => one.leader)).toEqual(led)
  })

  it('a second death is not noticed by the session of the first', () => {
    const { cluster, condition, advance } = twoDisks()
    loseBroker(cluster, 1, 'hung')
    advance(2_000)
    reviveBroker(cluster, 1)
    loseBroker(cluster, 1, 'hung')
    advance(2_000)
    expect(condition().underReplicatedPartitions).toBe(0)
    advance(1_100)
    expect(condition().underReplicatedPartitions).toBeGreaterThan(0)
  })

  it('are noticed by nobody while there is no controller', () => {
    const { cluster, condition, advance } = twoDisks()
    for (const id of [3001, 3002]) loseController(cluster, id, 'down')
    advance(1_000)
    expect(condition().hasController).toBe(false)
    loseBroker(cluster, 1, 'down')
    advance(30_000)
    expect(condition()).toMatchObject({ underReplicatedPartitions: 0, offlinePartitions: 0, nodesAway: 3 })
    reviveController(cluster, 3001)
    advance(2_000)
    expect(condition().underReplicatedPartitions).toBeGreaterThan(0)
  })
})

describe('an unclean election', () => {
  it('loses what the new leader had not fetched', () => {
    const { cluster, topic, advance } = twoDisks('zookeeper')
    const one = topic('orders').partitions[0]!
    const [first, second, third] = one.replicas as [number, number, number]
    loseBroker(cluster, third, 'down')
    advance(5_000)
    loseBroker(cluster, second, 'down')
    advance(5_000)
    loseBroker(cluster, first, 'down')
    advance(5_000)
    reviveBroker(cluster, third)
    advance(5_000)
    expect([one.leader, one.isr]).toEqual([-1, [first]])
    const end = one.log.endOffset(cluster.now)
    const fetched = replicaEndOffset(one, third, cluster.now)
    expect(fetched).toBeLessThan(end)
    expect(electUnclean(cluster, one)).toBe(true)
    expect(one.log.endOffset(cluster.now)).toBe(fetched)
    expect([one.leader, one.isr]).toEqual([third, [third]])
    for (const id of [first, second]) reviveBroker(cluster, id)
    advance(60_000)
    expect(isWhole(cluster)).toBe(true)
  })
})
