// Where much goes on and nobody is to blame, nothing is said.
import {
  heatBroker,
  lead,
  loseBroker,
  relieveNode,
  reviveBroker,
  scaleTraffic,
  setAcks,
  strainNode,
} from '@perigee/fleet'
import { expect, test } from 'vitest'
import { nameOf, watchWorld } from './watched-world.ts'

const MINUTE = 60_000

test.each(['kraft', 'zookeeper'] as const)(
  'one hour of a healthy fleet (%s) gives no reason',
  { timeout: 180_000 },
  (mode) => {
    expect([...watchWorld({ mode, seed: 3 }).live(60 * MINUTE)]).toEqual([])
  },
)

test('all brokers three times as busy, then idle: nobody stands out', { timeout: 180_000 }, () => {
  const watched = watchWorld({ mode: 'kraft' })
  watched.live(6 * MINUTE)
  for (const times of [3, 0.05, 0]) {
    const undo = scaleTraffic(watched.world.cluster, { times })
    expect([times, ...watched.live(3 * MINUTE)]).toEqual([times])
    undo()
    expect([times, ...watched.live(2 * MINUTE)]).toEqual([times])
  }
})

test('half as much again on one broker is an uneven load, not a slow broker', { timeout: 90_000 }, () => {
  const watched = watchWorld({ mode: 'kraft' })
  watched.live(6 * MINUTE)
  heatBroker(watched.world.cluster, 2, { times: 1.5 })
  expect([...watched.live(3 * MINUTE)]).toEqual([])
})

test('producers that wait for nobody are not held up by a slow follower', { timeout: 90_000 }, () => {
  const watched = watchWorld({ mode: 'kraft' })
  watched.live(6 * MINUTE)
  setAcks(watched.world.cluster, 'leader')
  strainNode(watched.world.cluster, 3, 'slow-disk')
  expect([...watched.live(3 * MINUTE)]).toEqual(['slow-disk:3'])
})

test('a broker that dies and comes back is slow at first: that is no news', { timeout: 90_000 }, () => {
  const watched = watchWorld({ mode: 'kraft' })
  const { cluster } = watched.world
  watched.live(6 * MINUTE)
  loseBroker(cluster, 4, 'down')
  expect([...watched.live(2 * MINUTE)]).toEqual([])
  reviveBroker(cluster, 4)
  expect([...watched.live(8 * MINUTE)]).toEqual([])
})

test('leaders that move leave percentiles of old requests behind: they are no reason', { timeout: 90_000 }, () => {
  const watched = watchWorld({ mode: 'kraft' })
  const { cluster } = watched.world
  watched.live(6 * MINUTE)
  strainNode(cluster, 3, 'slow-disk')
  watched.live(2 * MINUTE)
  expect(watched.whys().map(nameOf)).toContain('slow-disk:3')
  for (const partition of cluster.hostedBy(3)) {
    const other = partition.isr.find((id) => id !== 3)
    if (partition.leader === 3 && other !== undefined) lead(cluster, partition, other)
  }
  watched.live(MINUTE)
  relieveNode(cluster, 3, 'slow-disk')
  watched.live(2 * MINUTE)
  // Nobody produces to it any more: its page still shows the times of the slow disk.
  expect(watched.world.process(3)).toMatch(/localtimems\{quantile="0.99",request="Produce"\} 1\d\d\./)
  expect(watched.whys()).toEqual([])
})
