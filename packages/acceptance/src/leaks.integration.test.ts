import { type LabCluster, startKRaftCluster } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overviewOf } from './api.ts'
import { type CuttableProxy, startProxy } from './cuttable-proxy.ts'
import { eventually } from './eventually.ts'
import { footprintOf } from './own-metrics.ts'
import { type RunningConsole, startConsole } from './running-console.ts'

// Fifty times the broker goes and comes back. Twenty times a relay under its advertised address resets all connections
// and refuses new ones until the console says so; twenty-five times it resets them and takes new ones at once; five
// times the broker's process itself is killed and started again. The console cannot tell the first two from a restart.
const CUTS = 20
const RESETS = 25
const RESTARTS = 5
const WARM_UP_CUTS = 3
const NOTICE_MS = 30_000
/** History rings and JIT code of a young process; a leaked connection with its buffers would cost some 100 kB each time. */
const MAY_GROW_BYTES = 6 << 20

const YAML = (port: number) => `
polling: { registryMs: 200, topologyMs: 200, endOffsetsMs: 300, logDirsMs: 300, configsMs: 400,
  requestTimeoutMs: 1000, connectTimeoutMs: 500 }
clusters:
  - name: lab
    bootstrap: 127.0.0.1:${port}
    expected: { brokers: 1, controllers: 1 }
`

describe('a broker that goes and comes back fifty times', () => {
  let proxy: CuttableProxy
  let cluster: LabCluster
  let console: RunningConsole

  beforeAll(async () => {
    proxy = await startProxy()
    const advertised = { 'advertised.listeners': `PLAINTEXT://127.0.0.1:${proxy.port}` }
    cluster = await startKRaftCluster({ nodes: 1, exporters: 'off', brokerProperties: advertised })
    proxy.target = cluster.brokers[0]?.port
    await cluster.createTopic({ name: 'orders', partitions: 20 })
    console = await startConsole({ yaml: YAML(proxy.port), nodeFlags: ['--inspect=127.0.0.1:0'] })
    await seesIt()
  }, 300_000)
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]()
    await proxy?.[Symbol.asyncDispose]()
    await cluster?.[Symbol.asyncDispose]()
  })

  const seesIt = () =>
    eventually(() => overviewOf(console), { brokers: { up: 1 }, partitions: 20, freshness: 'fresh' }, NOTICE_MS)
  const seesItGone = () =>
    eventually(async () => ({ isUp: (await overviewOf(console)).brokers.up === 1 }), { isUp: false }, NOTICE_MS)

  const cutAndMend = async () => {
    await proxy.cut()
    await seesItGone()
    await proxy.mend()
    await seesIt()
  }

  const resetAndReconnect = async () => {
    const taken = proxy.taken()
    proxy.reset()
    await eventually(async () => ({ isBack: proxy.taken() > taken }), { isBack: true }, NOTICE_MS)
    await seesIt()
  }

  it('leaves no connection, no handle and no growing memory behind', { timeout: 480_000 }, async () => {
    for (let i = 0; i < WARM_UP_CUTS; i += 1) await cutAndMend()
    const before = await footprintOf(console)
    const connectionsBefore = proxy.open()

    for (let i = WARM_UP_CUTS; i < CUTS; i += 1) await cutAndMend()
    for (let i = 0; i < RESETS; i += 1) await resetAndReconnect()
    for (let i = 0; i < RESTARTS; i += 1) {
      await cluster.kill(1)
      await seesItGone()
      await cluster.restart(1)
      await seesIt()
    }

    const after = await footprintOf(console)
    // A poll in flight may hold one or two more; forty leaked ones would not pass.
    expect(proxy.open()).toBeLessThanOrEqual(connectionsBefore + 3)
    expect(after.openFiles).toBeLessThanOrEqual(before.openFiles + 8)
    expect(after.activeResources).toBeLessThanOrEqual(before.activeResources + 12)
    expect(after.heapUsedBytes - before.heapUsedBytes).toBeLessThan(MAY_GROW_BYTES)
  })
})
