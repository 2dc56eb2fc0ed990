import { describe, expect, it } from 'vitest'
import { isWhole } from '../condition.ts'
import { replicaEndOffset } from '../partition.ts'
import { loseBroker, reviveBroker } from './broker-life.ts'
import { freeFollower, slowFollower } from './slow-follower.ts'
import { twoDisks } from './two-disks.fake.ts'

describe('a slow follower', () => {
  it('falls behind by its share, leaves the ISR after replica.lag.time.max.ms, keeps leading and keeps what is still', () => {
    const { cluster, topic, advance } = twoDisks()
    const led = topic('orders').partitions.filter((one) => one.leader === 3).length
    slowFollower(cluster, 3, { share: 0.5 })
    advance(9_000)
    const followed = topic('orders').partitions.filter((one) => one.leader !== 3)
    for (const one of followed) {
      expect(one.isr).toContain(3)
      const lag = one.log.endOffset(cluster.now) - replicaEndOffset(one, 3, cluster.now)
      expect(lag / (one.log.ratePerSecond * 9 * 0.5)).toBeCloseTo(1, 1)
    }
    advance(6_000)
    for (const one of followed) expect(one.isr).not.toContain(3)
    for (const one of topic('still').partitions) expect(one.isr).toContain(3)
    expect(topic('orders').partitions.filter((one) => one.leader === 3).length).toBe(led)
  })

  it('is given its time from when it was last caught up', () => {
    const { cluster, topic, advance } = twoDisks()
    slowFollower(cluster, 3, { share: 0 })
    advance(20_000)
    const late = topic('still').partitions.find(({ leader }) => leader !== 3)!
    late.log.setRate(100, cluster.now)
    advance(7_000)
    expect(late.isr).toContain(3)
    advance(8_000)
    expect(late.isr).not.toContain(3)
  })

  it('catches up before it is in sync again', () => {
    const { cluster, topic, advance } = twoDisks()
    slowFollower(cluster, 3, { share: 0 })
    advance(60_000)
    const one = topic('orders').partitions.find(({ leader }) => leader !== 3)!
    const lag = () => one.log.endOffset(cluster.now) - replicaEndOffset(one, 3, cluster.now)
    const before = lag()
    freeFollower(cluster, 3)
    advance(4_000)
    expect(lag() / before).toBeCloseTo(0.5, 1)
    expect(one.isr).not.toContain(3)
    advance(30_000)
    expect(lag()).toBe(0)
    expect(isWhole(cluster)).toBe(true)
  })

  it('stays out of the ISR after a restart while it is still slow', () => {
    const { cluster, topic, advance } = twoDisks()
    slowFollower(cluster, 3, { share: 0.5 })
    advance(15_000)
    loseBroker(cluster, 3, 'down')
    advance(5_000)
    reviveBroker(cluster, 3)
    advance(60_000)
    expect(topic('orders').partitions.every((one) => one.leader === 3 || !one.isr.includes(3))).toBe(true)
    freeFollower(cluster, 3)
    advance(60_000)
    expect(isWhole(cluster)).toBe(true)
  })
})
