import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Fleet } from '../fleet.ts'
import { fuzzServer, type ServerTarget } from './fuzz-server.ts'
import { settledHeapBytes } from './heap.ts'
import { openVictims, serverTargets } from './server-targets.ts'

// `npm run fuzz` does the same with 100,000 frames each.
const FRAMES = 2_000
const SEED = 20_262
const MAY_GROW_BYTES = 24 << 20
const SERVERS = ['Kafka brokers (kraft)', 'Kafka brokers (zookeeper)', 'ZooKeeper nodes']

let fleet: Fleet
let targets: readonly ServerTarget[]

beforeAll(async () => {
  fleet = await openVictims()
  targets = serverTargets(fleet)
})
afterAll(() => fleet?.close())

it('is asked of every server', () => {
  expect(targets.map(({ name }) => name)).toEqual(SERVERS)
})

it.each(SERVERS)(
  '%s: answer or close, serve others meanwhile, and keep nothing',
  async (name) => {
    const target = targets.find((one) => one.name === name)
    if (target === undefined) throw new Error(`no server is called ${name}`)
    // A first round fills caches, and makes the groups, topics and nodes that mutated requests manage to make.
    await fuzzServer(target, { frames: FRAMES / 4, seed: SEED + 1 })
    const before = await settledHeapBytes()
    const report = await fuzzServer(target, { frames: FRAMES, seed: SEED })
    expect(report.taken).toBeGreaterThanOrEqual(FRAMES)
    expect({ mistakes: target.mistakes(), connections: target.connections() }).toEqual({ mistakes: [], connections: 0 })
    expect((await settledHeapBytes()) - before).toBeLessThan(MAY_GROW_BYTES)
    await target.serves()
  },
  90_000,
)
