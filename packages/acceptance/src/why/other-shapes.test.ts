// The causes and the quiet of clusters that nobody tuned the rules for: other sizes, seeds, victims, without node exporters.
import {
  relieveNode,
  reviveBroker,
  STRAIN_CAUSES,
  type StrainCause,
  startReassignment,
  stopBroker,
  strainNode,
} from '@perigee/fleet'
import { expect, test } from 'vitest'
import { nameOf, watchWorld } from './watched-world.ts'

const MINUTE = 60_000
const SETTLED = 6 * MINUTE

/** The victim's own trouble; that others wait for it may be told besides. */
const OWN: Readonly<Record<StrainCause, string>> = {
  'slow-disk': 'slow-disk',
  'lossy-network': 'network-loss',
  'exhausted-handlers': 'handlers-exhausted',
  'exhausted-network-threads': 'network-threads-exhausted',
  'long-collections': 'garbage-collection',
  'starved-cpu': 'cpu-taken',
  'cold-reads': 'reads-from-disk',
  'throttled-clients': 'throttled',
  'leaked-files': 'files-near-limit',
  'overloaded-controller': 'controller-queue',
}
/** Only hosts tell of these: silence, or the stage without its cause, but never another cause. */
const ONLY_HOSTS_TELL: Readonly<Partial<Record<StrainCause, string | null>>> = {
  'slow-disk': 'slow-locally',
  'lossy-network': null,
  'starved-cpu': null,
}

test.each([
  { mode: 'kraft', brokers: 12, seed: 11, victim: 7, hosts: 'told' },
  { mode: 'kraft', brokers: 3, seed: 42, victim: 1, hosts: 'told' },
  { mode: 'zookeeper', brokers: 3, seed: 99, victim: 2, hosts: 'silent' },
] as const)('causes in turn: $mode, $brokers brokers, seed $seed, hosts $hosts', { timeout: 240_000 }, (shape) => {
  const watched = watchWorld(shape)
  const { cluster } = watched.world
  expect([...watched.live(SETTLED)]).toEqual([])
  for (const cause of STRAIN_CAUSES) {
    const node = cause === 'overloaded-controller' ? cluster.controllerId : shape.victim
    const own = shape.hosts === 'silent' && cause in ONLY_HOSTS_TELL ? ONLY_HOSTS_TELL[cause] : OWN[cause]
    strainNode(cluster, node, cause)
    const told = [...watched.live(2 * MINUTE)]
    const others = told.filter((name) => name !== `slow-follower<${node}`)
    expect({ cause, others }).toEqual({ cause, others: own === null ? [] : [`${own}:${node}`] })
    relieveNode(cluster, node, cause)
    watched.live(2 * MINUTE)
    expect({ cause, left: watched.whys().map(nameOf) }).toEqual({ cause, left: [] })
  }
})

test('a rolling restart, then partitions that move: work on purpose is no reason', { timeout: 240_000 }, () => {
  const watched = watchWorld({ mode: 'kraft', seed: 7 })
  const { brokers, cluster } = watched.world
  watched.live(SETTLED)
  for (const id of brokers) {
    stopBroker(cluster, id)
    expect([id, ...watched.live(MINUTE)]).toEqual([id])
    reviveBroker(cluster, id)
    expect([id, ...watched.live(3 * MINUTE)]).toEqual([id])
  }
  const moving = cluster.hostedBy(1).slice(0, 8)
  for (const partition of moving) {
    const other = brokers.find((id) => !partition.replicas.includes(id)) ?? 0
    startReassignment(cluster, partition, { target: [...partition.replicas.slice(1), other], bytesPerSecond: 2e6 })
  }
  expect(moving.length).toBeGreaterThan(0)
  expect([...watched.live(5 * MINUTE)]).toEqual([])
})
