// The thread of the simulated fleet: opens it, tells where it listens, does what it is told.
import { parentPort } from 'node:worker_threads'
import { openFleet } from '@perigee/fleet'
import type { FromFleet, ToFleet } from './messages.ts'

const SEED = 20_261
const STEP_MS = 200

const fleet = await openFleet({
  seed: SEED,
  clusters: [
    {
      name: 'demo',
      mode: 'kraft',
      release: '4.3',
      dataCentres: [{ name: 'dc', racks: ['a', 'b', 'c'], brokers: 3 }],
      topics: [{ name: 'orders', partitions: 12, replicationFactor: 3, ratePerSecond: 100 }],
    },
  ],
})
const advancing = setInterval(() => fleet.advance(), STEP_MS)
const say = (message: FromFleet) => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToFleet) => {
  if (message.kind === 'act') say({ kind: 'acted', id: message.id, known: false })
  else {
    clearInterval(advancing)
    void fleet.close().then(() => parentPort?.close())
  }
})
say({
  kind: 'ready',
  clusters: fleet.clusters.map(({ world, bootstrap }) => ({
    name: world.identity.name,
    labels: {},
    bootstrap: bootstrap(),
    zookeeper: null,
    expected: { brokers: world.brokers.size, controllers: null },
    dataCentres: {},
  })),
  past: [],
})
