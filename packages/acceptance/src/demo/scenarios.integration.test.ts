import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../eventually.ts'
import type { RunningConsole } from '../running-console.ts'
import { EDGE_SMALL } from './edge-small.ts'
import { ORDERS_LEGACY } from './orders-legacy.ts'
import { PAYMENTS_EU } from './payments-eu.ts'
import { play } from './play.ts'
import { pictureOf, scenariosOf, startQuietDemo } from './quiet-demo.ts'

// Every scenario of the demo does what its text says, on every page that it touches, and heals. What consumers do has no
// page yet: that is proven beside the scenarios, through Kafka's protocol.

const LONG_MS = 900_000
const CALM = { status: 'ok', freshness: 'fresh', nonPreferredLeaders: 0, problems: [] }
const OF_CONSUMERS = [
  'consumer-behind-retention',
  'consumer-rewinds',
  'consumer-stops',
  'slow-consumer',
  'stuck-consumer',
]

/** What only metrics show: proven beside the pages of exporters that the fleet writes. */
const OF_METRICS = [
  'cold-reads-on-broker-3',
  'controller-overloaded',
  'cpu-taken-on-broker-6',
  'everyone-busy',
  'handlers-exhausted-on-broker-1',
  'log-recovery-on-broker-2',
  'long-collections-on-broker-2',
  'lossy-network-on-broker-5',
  'slow-disk-on-broker-4',
  'throttled-clients',
  'zookeeper-slow',
]

/** Two, so that the long ones of the small cluster do not stand in a row. */
let consoles: readonly RunningConsole[] = []
beforeAll(async () => {
  consoles = await Promise.all([startQuietDemo(), startQuietDemo()])
  for (const console of consoles) {
    for (const cluster of ['payments-eu', 'orders-legacy', 'edge-small']) {
      await eventually(() => pictureOf(console, cluster), CALM, 60_000)
    }
  }
})
afterAll(() => Promise.all(consoles.map((one) => one[Symbol.asyncDispose]())))

describe.concurrent('each scenario shows on the pages that it touches, and heals', () => {
  it.for([
    ['payments-eu, first half', 0, PAYMENTS_EU.slice(0, 3)],
    ['payments-eu, second half', 1, PAYMENTS_EU.slice(3)],
    ['orders-legacy', 0, ORDERS_LEGACY],
    ['edge-small, restarts', 0, EDGE_SMALL.slice(0, 1)],
    ['edge-small, topics', 1, EDGE_SMALL.slice(1)],
  ] as const)('%s', { timeout: LONG_MS }, async ([, at, rounds]) => {
    const unsaid: string[] = []
    for (const together of rounds) unsaid.push(...(await play(consoles[at]!, together)))
    expect(unsaid).toEqual([])
  })
})

it('none is left out', async () => {
  const shown = [PAYMENTS_EU, ORDERS_LEGACY, EDGE_SMALL].flat(2).map(({ name }) => name)
  const all = (await scenariosOf(consoles[0]!)).map(({ name }) => name)
  expect([...shown, ...OF_CONSUMERS, ...OF_METRICS].sort()).toEqual([...all].sort())
})
