// A real ensemble of three, reached through relays, and what the console makes of all that can befall it.
import { apiPath, type Quorum } from '@perigee/contract'
import { type LabCluster, startZooKeeperCluster } from '@perigee/lab'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { CLUSTER, clusterOf, read } from './api.ts'
import { consoleYaml, INTERVAL_MS } from './console-yaml.ts'
import { eventually } from './eventually.ts'
import { type KeeperRelay, startKeeperRelay } from './keeper-relay.ts'
import { type RunningConsole, startConsole } from './running-console.ts'

/** The first of all fetches the jars. */
const SETUP_MS = 300_000
/** Two intervals of the reading in depth at the default pace (60 s); here it is read ten times as often. */
const TRUE_WITHIN_MS = 2 * 3 * INTERVAL_MS + 54_000
/** Above the console's own session timeout (8 s). */
const EXPIRES_MS = 12_000

let cluster: LabCluster
let relays: KeeperRelay[] = []
let console: RunningConsole

beforeAll(async () => {
  cluster = await startZooKeeperCluster({ exporters: 'off' })
  relays = await Promise.all(cluster.zookeeper.map(({ port }) => startKeeperRelay(port)))
  const direct = cluster.zookeeperConnect ?? ''
  const relayed = `${relays.map(({ address }) => address).join(',')}${direct.slice(direct.indexOf('/'))}`
  console = await startConsole({ yaml: consoleYaml(cluster).replace(direct, relayed) })
  await well()
}, SETUP_MS)

afterAll(async () => {
  await console?.[Symbol.asyncDispose]()
  for (const relay of relays) await relay[Symbol.asyncDispose]()
  await cluster?.[Symbol.asyncDispose]()
})

/** What a busy machine does to every node, and what restarting them on purpose leaves behind for an hour. */
const BUSY = /^(latency|fsync|outstanding|pending-syncs|elections|epochs-apart|sessions-lost)/

const quorumOf = async () => (await read<Quorum>(console, apiPath('quorum', CLUSTER))).data
const stateOf = async () => {
  const { sentence, findings, ensemble } = await quorumOf()
  const bad = findings.filter(({ status, code }) => status !== 'ok' && !BUSY.test(code)).map(({ code }) => code)
  const serving = ensemble?.nodes.filter(({ role }) => role !== null).length
  const brokers = ensemble?.tree?.registrations.map(({ broker }) => broker)
  return {
    isCritical: sentence.status === 'critical' && bad.length > 0,
    bad,
    serving,
    brokers,
    treeFailure: ensemble?.treeFailure,
    losable: ensemble?.losable,
  }
}
const WELL = { isCritical: false, bad: [], serving: 3, brokers: [1, 2, 3], treeFailure: null, losable: 1 }
const well = () => eventually(stateOf, WELL, TRUE_WITHIN_MS)
const soon = (expected: object) => eventually(stateOf, expected, TRUE_WITHIN_MS)

/** A tree that was read after this moment. */
async function treeReadAnew(): Promise<void> {
  const since = Date.now()
  const readAt = async () => Date.parse((await quorumOf()).ensemble?.depthAge.observedAt ?? '') > since
  await expect.poll(readAt, { timeout: TRUE_WITHIN_MS, interval: 200 }).toBe(true)
  await soon({ treeFailure: null, brokers: [1, 2, 3] })
}

async function sessionsLost(): Promise<number> {
  return (await quorumOf()).ensemble?.tree?.sessionsLost ?? Number.NaN
}

async function leaderIndex(): Promise<number> {
  const { ensemble } = await quorumOf()
  return ensemble?.nodes.findIndex(({ role }) => role === 'leader') ?? -1
}

const settledOn = (index: number) => cluster.zookeeper[index]?.id ?? Number.NaN

/** Whatever a test left behind: the next begins with a whole ensemble. */
afterEach(async () => {
  for (const relay of relays) await relay.mend()
  for (const id of gone) await cluster.zookeeperNode.restart(id)
  for (const id of frozen) await cluster.zookeeperNode.resume(id)
  gone.clear()
  frozen.clear()
})

const gone = new Set<number>()
const frozen = new Set<number>()
async function kill(id: number): Promise<void> {
  gone.add(id)
  await cluster.zookeeperNode.kill(id)
}
async function restart(id: number): Promise<void> {
  await cluster.zookeeperNode.restart(id)
  gone.delete(id)
}
async function freeze(id: number): Promise<void> {
  frozen.add(id)
  await cluster.zookeeperNode.pause(id)
}
async function thaw(id: number): Promise<void> {
  frozen.delete(id)
  await cluster.zookeeperNode.resume(id)
}

it('tells the tree as the brokers wrote it, and each node in depth', async () => {
  const { ensemble } = await quorumOf()
  const { clusterId, controller } = await clusterOf(console)
  expect(ensemble?.tree).toMatchObject({
    clusterId,
    controller: `broker ${controller.id}`,
    tenancy: 'This cluster has it to itself',
    migration: null,
    sessionsLost: 0,
  })
  expect(ensemble?.tree?.registrations).toMatchObject([1, 2, 3].map((broker) => ({ broker, listed: true })))
  expect(new Set(ensemble?.tree?.registrations.map(({ session }) => session)).size).toBe(3)
  expect(ensemble?.nodes.map(({ source }) => source)).toEqual(['mntr', 'mntr', 'mntr'])
  for (const node of ensemble?.nodes ?? []) {
    expect(node.watches).not.toBeNull()
    expect(node.descriptorRatio).toBeGreaterThan(0)
    expect(node.zxid).toMatch(/^0x\d/)
  }
})

it('an answer that is cut in the middle of a frame costs nothing', async () => {
  for (const relay of relays) relay.cutMidFrame()
  await treeReadAnew()
  expect(await sessionsLost()).toBe(0)
  await well()
})

it('the leader dies: one less serves, the tree is still read, and the session holds', async () => {
  const leader = settledOn(await leaderIndex())
  await kill(leader)
  await soon({ serving: 2, losable: 0, bad: expect.arrayContaining(['members-down']) })
  await treeReadAnew()
  expect(await sessionsLost()).toBe(0)
  await restart(leader)
  await well()
})

it('the quorum is lost and comes back', async () => {
  const [first = 0, second = 0] = cluster.zookeeper.map(({ id }) => id)
  await kill(first)
  await kill(second)
  await soon({ isCritical: true, serving: 0, losable: 0, bad: ['quorum-lost'], treeFailure: expect.any(String) })
  await Promise.all([first, second].map(restart))
  await cluster.settled(60_000)
  await well()
})

it('our session expires while nobody can be reached, and a new one is opened', async () => {
  const before = await sessionsLost()
  const old = (await quorumOf()).ensemble?.tree?.session
  for (const relay of relays) await relay.cut()
  await soon({ serving: 0, treeFailure: expect.any(String) })
  await new Promise((wake) => setTimeout(wake, EXPIRES_MS))
  for (const relay of relays) await relay.mend()
  await well()
  await treeReadAnew()
  expect(await sessionsLost()).toBe(before + 1)
  expect((await quorumOf()).ensemble?.tree?.session).not.toBe(old)
})

it('nodes turn into black holes one after the other: the tree is read through those that are left', async () => {
  for (const relay of relays) {
    relay.swallow()
    await soon({ serving: 2, bad: expect.arrayContaining(['members-down']) })
    await treeReadAnew()
    await relay.mend()
    await well()
  }
})

it('frozen nodes answer nobody, and thawed ones are believed again', async () => {
  const ids = cluster.zookeeper.map(({ id }) => id)
  for (const id of ids) await freeze(id)
  await soon({ serving: 0, treeFailure: expect.any(String) })
  for (const id of ids) await thaw(id)
  await cluster.settled(60_000)
  await well()
})

it('through all of it the console complained of no mistake of its own', () => {
  expect(console.log()).not.toMatch(/uncaught|unhandled|mistake of ours|"level":"(error|fatal)"/i)
})
