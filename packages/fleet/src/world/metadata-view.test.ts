import { describe, expect, it } from 'vitest'
import { freezeMetadata, metadataSeenBy, thawMetadata } from './metadata-view.ts'
import { loseBroker } from './operations/broker-life.ts'
import { createTopic } from './operations/topics.ts'
import { twoDisks } from './operations/two-disks.fake.ts'

describe('metadata that stands still', () => {
  it('shows one broker the cluster as it was, the others as it is', () => {
    const { cluster, broker, advance } = twoDisks()
    freezeMetadata(cluster, 2)
    const seen = () => metadataSeenBy(cluster, broker(2))
    const leaders = () =>
      seen()
        .topics.get('orders')!
        .partitions.map(({ leader, isr }) => [leader, [...isr]])
    const before = leaders()
    loseBroker(cluster, 1, 'down')
    createTopic(cluster, { name: 'new', partitions: 1, replicationFactor: 1 })
    advance(5_000)
    expect(leaders()).toEqual(before)
    expect(seen().topics.has('new')).toBe(false)
    expect(
      seen()
        .brokers.filter((one) => one.isRegistered)
        .map((one) => one.id),
    ).toEqual([1, 2, 3])
    const live = metadataSeenBy(cluster, broker(3))
    expect(live.topics.get('orders')!.partitions.some((one) => one.isr.includes(1))).toBe(false)
    const orders = live.topics.get('orders')!.partitions[0]!
    expect([live.isOnline(orders, 1), seen().isOnline(orders, 1)]).toEqual([false, true])
    thawMetadata(cluster, 2)
    expect(seen().topics.has('new')).toBe(true)
  })
})
