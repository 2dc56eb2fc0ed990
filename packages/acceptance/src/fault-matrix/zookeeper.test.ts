import type { ZooKeeperFacts } from '@perigee/domain'
import { openFleet } from '@perigee/fleet'
import { type Outcome, readZooKeeper } from '@perigee/sources'
import { describe, expect, it } from 'vitest'
import { leavesNothing } from './leaves-nothing.ts'
import { openSpoilingRelay, type Spoiling } from './spoiling-relay.ts'

leavesNothing()

const DEADLINES = { connectTimeoutMs: 5_000, requestTimeoutMs: 1_500 }

/** What one faulty node of three is told to be, while the others stay what they are. */
const NODE: readonly (readonly [fault: Spoiling, told: string])[] = [
  ['refuse', 'refused'],
  ['hang-after-accept', 'timeout'],
  ['hang-in-answer', 'timeout'],
  ['cut-in-answer', 'garbage'],
  ['reset', 'closed'],
  ['end-at-once', 'closed'],
  ['trickle', 'timeout'],
  ['late', 'timeout'],
  ['garbage', 'garbage'],
  ['endless', 'garbage'],
]

async function openEnsemble() {
  const dataCentres = [{ name: 'dc1', racks: ['r1'], brokers: 1, zookeeper: 3 }]
  const fleet = await openFleet({
    clusters: [{ name: 'legacy', mode: 'zookeeper', release: '3.9', dataCentres, topics: [] }],
    seed: 3,
  })
  const zookeeper = fleet.clusters[0]?.zookeeper
  if (!zookeeper) throw new Error('the cluster has no ensemble')
  return { zookeeper, [Symbol.asyncDispose]: () => fleet.close() }
}

const ask = (addresses: readonly string[]) => readZooKeeper(addresses, DEADLINES, new AbortController().signal)

function toldOf(outcome: Outcome<ZooKeeperFacts>): string[] {
  if (!outcome.ok) return [outcome.failure.code]
  return outcome.value.nodes.map(({ failure, role }) => failure?.code ?? role ?? 'no role')
}

describe.concurrent('one ZooKeeper node of three', () => {
  it.each(NODE)('%s → %s', async (fault, told) => {
    await using ensemble = await openEnsemble()
    const [first = '', ...others] = ensemble.zookeeper.connectString().split(',')
    await using relay = await openSpoilingRelay(first)
    const addresses = [relay.address, ...others]
    const well = toldOf(await ask(addresses))
    expect(well.toSorted()).toEqual(['follower', 'follower', 'leader'])
    await relay.set(fault)
    expect(toldOf(await ask(addresses))).toEqual([told, ...well.slice(1)])
    await relay.set('pass')
    expect(toldOf(await ask(addresses))).toEqual(well)
  })
})

describe.concurrent('what nodes are', () => {
  it('a killed one refuses, a frozen one is silent, two of three gone are no quorum; all come back', async () => {
    await using ensemble = await openEnsemble()
    const { members } = ensemble.zookeeper.ensemble
    const addresses = members.map(({ address }) => address)
    const [first, second, third] = members
    const well = toldOf(await ask(addresses))
    third?.kill()
    expect(toldOf(await ask(addresses))).toContain('refused')
    await third?.start()
    second?.hang()
    expect(toldOf(await ask(addresses))[1]).toBe('timeout')
    second?.resume()
    second?.kill()
    first?.kill()
    // The one that is left answers, and says that it serves nobody.
    const left = await ask(addresses)
    expect(toldOf(left)).toEqual(['refused', 'refused', 'no role'])
    expect(left.ok && left.value.nodes[2]?.answered).toBe(true)
    await first?.start()
    await second?.start()
    const isWell = async () =>
      toldOf(await ask(addresses))
        .toSorted()
        .join() === well.toSorted().join()
    for (let tries = 0; tries < 200 && !(await isWell()); tries += 1) await new Promise((wake) => setTimeout(wake, 20))
    expect(toldOf(await ask(addresses)).toSorted()).toEqual(['follower', 'follower', 'leader'])
  })
})
