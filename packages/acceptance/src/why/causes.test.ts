// Every cause that the simulated fleet can put on a node is named, on the node that it is put on, and no other.
import {
  EXPORTER_RULES,
  endRecovery,
  heatBroker,
  recoverLogs,
  relieveNode,
  STRAIN_CAUSES,
  type StrainCause,
  slowZooKeeper,
  strainNode,
} from '@perigee/fleet'
import { expect, test } from 'vitest'
import { nameOf, watchWorld } from './watched-world.ts'

const MINUTE = 60_000
const SETTLED = 6 * MINUTE

/** What must be told when it weighs on broker 3 (of a controller: on the active one). */
const TOLD: Readonly<Record<StrainCause, readonly string[]>> = {
  'slow-disk': ['slow-disk:3', 'slow-follower<3'],
  'lossy-network': ['network-loss:3', 'slow-follower<3'],
  'exhausted-handlers': ['handlers-exhausted:3'],
  'exhausted-network-threads': ['network-threads-exhausted:3'],
  'long-collections': ['garbage-collection:3', 'slow-follower<3'],
  'starved-cpu': ['cpu-taken:3'],
  'cold-reads': ['reads-from-disk:3'],
  'throttled-clients': ['throttled:3'],
  'leaked-files': ['files-near-limit:3'],
  'overloaded-controller': ['controller-queue:controller'],
}

test('each cause in turn: named by its own name only, and over after it', {
  timeout: 180_000,
}, () => {
  const watched = watchWorld({ mode: 'kraft' })
  const { cluster } = watched.world
  expect([...watched.live(SETTLED)]).toEqual([])
  for (const cause of STRAIN_CAUSES) {
    const node = cause === 'overloaded-controller' ? cluster.controllerId : 3
    strainNode(cluster, node, cause)
    const told = [...watched.live(2 * MINUTE)].map((name) => name.replace(`:${cluster.controllerId}`, ':controller'))
    expect({ cause, told: told.sort() }).toEqual({ cause, told: [...TOLD[cause]].sort() })
    relieveNode(cluster, node, cause)
    watched.live(2 * MINUTE)
    expect({ cause, left: watched.whys().map(nameOf) }).toEqual({ cause, left: [] })
  }
})

test('with ZooKeeper: a broker that recovers, an ensemble that answers slowly', { timeout: 90_000 }, () => {
  const watched = watchWorld({ mode: 'zookeeper' })
  const { cluster } = watched.world
  watched.live(SETTLED)
  slowZooKeeper(cluster, { byMs: 300 })
  watched.live(2 * MINUTE)
  expect(watched.whys().map(({ code, brokers }) => `${code}:${brokers}`)).toEqual(['zookeeper-slow:1,2,3,4,5'])
  slowZooKeeper(cluster, { byMs: 0 })
  watched.live(2 * MINUTE)
  expect(watched.whys()).toEqual([])
  recoverLogs(cluster, 2)
  expect([...watched.live(2 * MINUTE)]).toEqual(['recovering:2'])
  endRecovery(cluster, 2)
  watched.live(2 * MINUTE)
  expect(watched.whys()).toEqual([])
})

test('a broker with the leaders of what everybody writes to', { timeout: 90_000 }, () => {
  const watched = watchWorld({ mode: 'kraft' })
  watched.live(SETTLED)
  heatBroker(watched.world.cluster, 2, { times: 9 })
  watched.live(2 * MINUTE)
  expect(watched.whys().map(nameOf)).toEqual(['hot-broker:2'])
})

test.each(EXPORTER_RULES.filter((rules) => rules !== 'bitnami-rules'))(
  'a slow disk and who waits for it, read from pages of %s',
  { timeout: 90_000 },
  (rules) => {
    const watched = watchWorld({ mode: 'kraft', rules })
    watched.live(SETTLED)
    strainNode(watched.world.cluster, 3, 'slow-disk')
    watched.live(2 * MINUTE)
    expect(watched.whys().map(nameOf).sort()).toEqual(['slow-disk:3', 'slow-follower<3'])
  },
)

test('pages without times (Bitnami): nothing is concluded from what is not told', { timeout: 90_000 }, () => {
  const watched = watchWorld({ mode: 'kraft', rules: 'bitnami-rules' })
  watched.live(SETTLED)
  strainNode(watched.world.cluster, 3, 'slow-disk')
  expect([...watched.live(2 * MINUTE)]).toEqual([])
})
