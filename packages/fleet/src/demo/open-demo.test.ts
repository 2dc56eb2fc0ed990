import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeTimers } from '../timers.fake.ts'
import { type Demo, type DemoOptions, openDemo } from './open-demo.ts'

const open: Demo[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

/** The demo on a clock that the test turns, a second at a time. */
async function opened(options: Partial<DemoOptions> = {}) {
  const timers = fakeTimers()
  let now = Date.UTC(2026, 4, 4, 10)
  const demo = await openDemo({ seed: 3, now: () => now, timers, pastMs: 0, ...options })
  open.push(demo)
  return {
    demo,
    timers,
    now: () => now,
    /** The clock goes on, nothing has ticked yet. */
    lag(ms: number) {
      now += ms
    },
    async pass(seconds: number) {
      for (let i = 0; i < seconds; i += 1) {
        now += 1_000
        timers.advance(1_000)
      }
      await demo.fleet.settled()
    },
  }
}

function accepts(address: string): Promise<boolean> {
  const [host, port] = address.split(':')
  return new Promise((resolve) => {
    const socket = connect({ host: host!, port: Number(port) })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

describe('the demo', () => {
  it('tells its clusters as a configuration would, and every node listens', async () => {
    const { demo } = await opened()
    expect(demo.clusters.map(({ name, expected }) => ({ name, ...expected }))).toEqual([
      { name: 'payments-eu', brokers: 6, controllers: 3 },
      { name: 'orders-legacy', brokers: 3, controllers: null },
      { name: 'edge-small', brokers: 3, controllers: 3 },
    ])
    const [payments, orders] = demo.clusters
    expect(payments!.dataCentres['eu-north']).toBe('eu-north')
    expect([payments!.zookeeper, orders!.zookeeper!.split(',').length]).toEqual([null, 3])
    const addresses = demo.clusters.flatMap((one) => [...one.bootstrap, ...(one.zookeeper?.split(',') ?? [])])
    expect(await Promise.all(addresses.map(accepts))).toEqual(addresses.map(() => true))
  })

  it('names its exporters: of every node of one cluster and of its hosts, of the brokers of another, of none of the third', async () => {
    const { demo } = await opened()
    const counts = demo.clusters.map(({ exporters }) =>
      ['broker', 'controller', 'host'].map((kind) => exporters.filter(({ role }) => role === kind).length),
    )
    expect(counts).toEqual([
      [6, 3, 6],
      [3, 0, 0],
      [0, 0, 0],
    ])
    const [first, second] = demo.clusters.map(({ exporters }) => exporters[0])
    expect(await (await fetch(first!.url)).text()).toContain('\nkafka_server_raft_metrics_current_epoch ')
    expect(await (await fetch(second!.url)).text()).toContain('\nkafka_server_brokertopicmetrics_bytesinpersec{topic=')
  })

  it('has a past of metrics where exporters would have told it', async () => {
    const { demo } = await opened({ pastMs: 3_600_000 })
    const of = (cluster: string, series: string) =>
      demo.past.find((one) => one.cluster === cluster && one.series === series)?.values
    const bytes = of('payments-eu', 'broker/3/bytes_in')!
    expect(bytes.length).toBe(241)
    expect(bytes.at(-1)).toBeGreaterThan(10_000)
    expect(of('payments-eu', 'host/3/node_cpu_busy')!.every((value) => value > 0 && value < 1)).toBe(true)
    // In the night broker 6 answered slowly: its handlers had less time.
    const idle = of('payments-eu', 'broker/6/handler_idle')!
    expect(Math.min(...idle)).toBeLessThan(idle.at(-1)! - 0.3)
    expect(of('edge-small', 'broker/1/bytes_in')).toBeUndefined()
  })

  it('does what its control is told: a broker refuses, and listens again on its port', async () => {
    const { demo, pass } = await opened({ story: false })
    const third = demo.clusters[0]!.bootstrap[2]!
    expect(demo.control.start('broker-3-dies')).toBe('done')
    await pass(5)
    expect(await accepts(third)).toBe(false)
    const summary = demo.control.world().clusters[0]!
    expect(summary).toMatchObject({ name: 'payments-eu', brokers: 6, isWhole: false, condition: { nodesAway: 1 } })
    expect(demo.control.stop('broker-3-dies')).toBe('done')
    await pass(60)
    expect(await accepts(third)).toBe(true)
    expect(demo.fleet.clusters[0]!.bootstrap()[2]).toBe(third)
    expect(demo.control.world().clusters[0]!.isWhole).toBe(true)
  })

  it('does what it is told at the moment of the clock, not of the last tick', async () => {
    const { demo, lag, now } = await opened({ story: false })
    lag(70)
    demo.control.start('hot-topic')
    expect(demo.control.scenarios().find((one) => one.name === 'hot-topic')!.since).toBe(now())
  })

  it('goes on by itself, and something goes wrong by itself', async () => {
    const { demo, pass, now } = await opened()
    let changes = 0
    demo.control.onChange(() => {
      changes += 1
    })
    await pass(120)
    expect(demo.fleet.clusters[0]!.world.now).toBe(now())
    expect(changes).toBeGreaterThan(0)
    expect(demo.control.scenarios().some((one) => one.startedBy === 'story')).toBe(true)
  })

  it('has a past, and leaves nothing behind when closed', async () => {
    const { demo, timers } = await opened({ pastMs: 1_800_000 })
    expect(demo.past.length).toBeGreaterThan(500)
    const before = demo.clusters.flatMap((one) => one.bootstrap)
    await demo.close()
    open.length = 0
    expect(timers.waiting).toBe(0)
    expect(await Promise.all(before.map(accepts))).toEqual(before.map(() => false))
  })
})
