import { type Admin, Kafka, logLevel } from 'kafkajs'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeTimers } from '../timers.fake.ts'
import { type Demo, openDemo } from './open-demo.ts'

// What happens to consumers, as an ordinary client of the demo's clusters sees it.

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function opened() {
  const timers = fakeTimers()
  let now = Date.UTC(2026, 4, 4, 10)
  const demo = await openDemo({ seed: 3, now: () => now, timers, pastMs: 0, story: false })
  closers.push(() => demo.close())
  return {
    demo,
    async pass(seconds: number) {
      for (let i = 0; i < seconds; i += 1) {
        now += 1_000
        timers.advance(1_000)
      }
      await demo.fleet.settled()
    },
  }
}

async function adminOf(demo: Demo, cluster: string): Promise<Admin> {
  const brokers = [...demo.clusters.find(({ name }) => name === cluster)!.bootstrap]
  const admin = new Kafka({ brokers, clientId: 'test', logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  closers.push(() => admin.disconnect())
  return admin
}

interface Watched {
  /** Sums over the partitions of the topic. */
  readonly committed: number
  readonly lagOffsets: number
  /** Committed offsets that lie before the start of their log. */
  readonly lost: number
}

async function watch(admin: Admin, groupId: string, topic: string): Promise<Watched> {
  const [[told], ends] = await Promise.all([
    admin.fetchOffsets({ groupId, topics: [topic] }),
    admin.fetchTopicOffsets(topic),
  ])
  const committed = new Map(told!.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
  const at = (partition: number) => committed.get(partition)!
  return {
    committed: sum([...committed.values()]),
    lagOffsets: sum(ends.map(({ partition, high }) => Number(high) - at(partition))),
    lost: ends.filter(({ partition, low }) => at(partition) < Number(low)).length,
  }
}

async function stateOf(admin: Admin, groupId: string) {
  const { groups } = await admin.describeGroups([groupId])
  return { state: groups[0]!.state, members: groups[0]!.members.length }
}

describe('scenarios of consumers', () => {
  it('a stuck one commits nothing more, stays Stable, and catches up', async () => {
    const { demo, pass } = await opened()
    const admin = await adminOf(demo, 'payments-eu')
    const look = () => watch(admin, 'authorization-archive', 'payments.authorizations.v3')
    const stuck = () => watch(admin, 'fraud-scoring', 'payments.authorizations.v3')
    demo.control.start('stuck-consumer')
    await pass(5)
    const [before, other] = [await stuck(), await look()]
    await pass(60)
    const after = await stuck()
    expect(after.committed).toBe(before.committed)
    expect(after.lagOffsets).toBeGreaterThan(before.lagOffsets + 10_000)
    expect((await look()).committed).toBeGreaterThan(other.committed)
    demo.control.stop('stuck-consumer')
    await pass(30)
    expect((await stuck()).lagOffsets).toBeLessThan(5_000)
  })

  it('one that rewinds has committed less than before, and reads it again', async () => {
    const { demo, pass } = await opened()
    const admin = await adminOf(demo, 'payments-eu')
    const look = () => watch(admin, 'balance-projector', 'ledger.postings.events.v2')
    const before = await look()
    demo.control.start('consumer-rewinds')
    await pass(6)
    const rewound = await look()
    expect(rewound.committed).toBeLessThan(before.committed - 100_000)
    expect(rewound.lost).toBe(0)
    await pass(70)
    expect((await look()).lagOffsets).toBeLessThan(5_000)
    expect(await stateOf(admin, 'balance-projector')).toEqual({ state: 'Stable', members: 6 })
  })

  it('one behind retention has committed offsets that the log no longer has', async () => {
    const { demo, pass } = await opened()
    const admin = await adminOf(demo, 'payments-eu')
    const look = () => watch(admin, 'authorization-archive', 'payments.authorizations.v3')
    expect((await look()).lost).toBe(0)
    demo.control.start('consumer-behind-retention')
    await pass(6)
    expect((await look()).lost).toBe(48)
    demo.control.stop('consumer-behind-retention')
    await pass(40)
    expect((await look()).lost).toBe(0)
  })

  it('one that stops is Empty, keeps what it has committed, and comes back with as many members', async () => {
    const { demo, pass } = await opened()
    const admin = await adminOf(demo, 'orders-legacy')
    const look = () => watch(admin, 'warehouse-sync', 'orders.created.v2')
    demo.control.start('consumer-stops')
    await pass(5)
    const before = await look()
    expect(await stateOf(admin, 'warehouse-sync')).toEqual({ state: 'Empty', members: 0 })
    await pass(60)
    const after = await look()
    expect(after.committed).toBe(before.committed)
    expect(after.lagOffsets).toBeGreaterThan(before.lagOffsets + 2_000)
    demo.control.stop('consumer-stops')
    await pass(40)
    expect(await stateOf(admin, 'warehouse-sync')).toEqual({ state: 'Stable', members: 4 })
    expect((await look()).lagOffsets).toBeLessThan(2_000)
  })

  it('a slow one falls behind by half of what is written', async () => {
    const { demo, pass } = await opened()
    const admin = await adminOf(demo, 'edge-small')
    const look = () => watch(admin, 'vibration-model', 'sensors.vibration.v1')
    demo.control.start('slow-consumer')
    await pass(10)
    const before = await look()
    await pass(60)
    const after = await look()
    const [read, fellBehind] = [after.committed - before.committed, after.lagOffsets - before.lagOffsets]
    expect(read / (read + fellBehind)).toBeGreaterThan(0.35)
    expect(read / (read + fellBehind)).toBeLessThan(0.65)
    demo.control.stop('slow-consumer')
    await pass(40)
    expect((await look()).lagOffsets).toBeLessThan(1_000)
  })
})
