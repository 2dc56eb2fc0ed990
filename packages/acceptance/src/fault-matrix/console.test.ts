import { openFleet } from '@perigee/fleet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokersOf, overviewOf, sourcesOf } from '../api.ts'
import { eventually } from '../eventually.ts'
import { askEveryPage } from '../every-page.ts'
import { type RunningConsole, startConsole } from '../running-console.ts'

// The running console before a fleet whose second broker is in trouble that its cluster does not notice by itself: only
// what the console asks can tell.

type Fleet = Awaited<ReturnType<typeof openFleet>>
type Node = NonNullable<ReturnType<Fleet['clusters'][number]['nodes']['get']>>

/** The promise: no broker is called healthy longer than this. */
const NOTICED_WITHIN_MS = 10_000
const RECOVERED_WITHIN_MS = 30_000
const HEALTHY = { status: 'ok', brokers: { up: 3, expected: 3 }, topics: 3, offlinePartitions: 0, freshness: 'fresh' }

let fleet: Fleet
let console: RunningConsole

beforeAll(async () => {
  const dataCentres = [{ name: 'dc1', racks: ['r1', 'r2', 'r3'], brokers: 3 }]
  const topics = [
    { name: 'orders', partitions: 6, replicationFactor: 3, ratePerSecond: 20 },
    { name: 'payments', partitions: 3, replicationFactor: 3 },
  ]
  fleet = await openFleet({ clusters: [{ name: 'lab', mode: 'kraft', release: '4.1', dataCentres, topics }], seed: 11 })
  const bootstrap = fleet.clusters[0]?.bootstrap().join(',')
  console = await startConsole({
    yaml: `
polling: { registryMs: 1000, topologyMs: 1000, endOffsetsMs: 2000, logDirsMs: 2000, configsMs: 3000,
  requestTimeoutMs: 1500, connectTimeoutMs: 1000 }
clusters:
  - { name: lab, bootstrap: "${bootstrap}", expected: { brokers: 3 } }
`,
  })
  await eventually(() => overviewOf(console), HEALTHY, RECOVERED_WITHIN_MS)
})
afterAll(async () => {
  await console?.[Symbol.asyncDispose]()
  await fleet?.close()
})

function secondBroker(): Node {
  const node = fleet.clusters[0]?.nodes.get(2)
  if (node === undefined) throw new Error('the fleet has no second broker')
  return node
}

async function setState(state: Node['node']['state']): Promise<void> {
  secondBroker().node.state = state
  fleet.clusters[0]?.world.tell('nodes')
  await fleet.settled()
}

const lift = async () => {
  secondBroker().faults.clear()
  secondBroker().node.slowMs = 0
  await setState('up')
}

const garbage = async () => void secondBroker().faults.add({ fault: { kind: 'garbage' } })
const reset = async () => void secondBroker().faults.add({ fault: { kind: 'reset' } })

describe.each([
  ['frozen', () => setState('hung'), /no answer within/],
  ['dead', () => setState('down'), /refused/],
  ['answering noise', garbage, /cannot be decoded|none of Kafka|no error code/],
  ['resetting', reset, /reset|closed/],
] as const)('a broker that is %s', (_how, strike, reason) => {
  it('is noticed in time, named with its reason, and holds up no page; then all is well again', async () => {
    await strike()
    await eventually(
      () => overviewOf(console),
      { status: expect.stringMatching(/warning|critical/) },
      NOTICED_WITHIN_MS,
    )
    expect((await overviewOf(console)).reasons.join('; ')).toMatch(/[Bb]roker 2/)
    await askEveryPage(console, 'orders')
    // One lost question may be the network's; after the second the broker is silent, and the others stay what they are.
    const isSilent = async () => ({ answering: (await brokersOf(console)).map(({ answering }) => answering) })
    await eventually(isSilent, { answering: [true, false, true] }, RECOVERED_WITHIN_MS)
    const told = async () => {
      const { items } = await sourcesOf(console)
      return { reasons: items.map((item) => item.reason ?? '').join('\n') }
    }
    await eventually(told, { reasons: expect.stringMatching(reason) }, NOTICED_WITHIN_MS)
    await askEveryPage(console, 'orders')
    await lift()
    await eventually(() => overviewOf(console), HEALTHY, RECOVERED_WITHIN_MS)
  }, 90_000)
})

it('a broker that takes its time is slow, not dead, and no page waits for it', async () => {
  secondBroker().node.slowMs = 400
  const slow = async () => {
    const row = (await brokersOf(console)).find(({ id }) => id === 2)
    return { answering: row?.answering, isSlow: (row?.latencyMs ?? 0) >= 400 }
  }
  await eventually(slow, { answering: true, isSlow: true }, NOTICED_WITHIN_MS)
  await askEveryPage(console, 'orders')
  expect((await overviewOf(console)).brokers).toMatchObject({ up: 3, expected: 3 })
  await lift()
  await eventually(() => overviewOf(console), HEALTHY, RECOVERED_WITHIN_MS)
}, 90_000)

it('nobody is asked because of a page', async () => {
  const asked = () =>
    [...(fleet.clusters[0]?.nodes.values() ?? [])].reduce((sum, { meter }) => {
      return sum + [...meter.byApi().values()].reduce((requests, served) => requests + served.requests, 0)
    }, 0)
  const perSecond = async (during: () => Promise<void>) => {
    const [before, start] = [asked(), performance.now()]
    while (performance.now() - start < 3_000) await during()
    return ((asked() - before) * 1_000) / (performance.now() - start)
  }
  const idle = await perSecond(() => new Promise((resolve) => setTimeout(resolve, 100)))
  const busy = await perSecond(async () => void (await askEveryPage(console, 'orders')))
  // Polling goes on in both; hundreds of page views would be many times as much.
  expect(busy).toBeLessThan(idle * 2 + 5)
}, 60_000)
