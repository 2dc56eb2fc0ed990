import { type LabCluster, startZooKeeperCluster } from '@perigee/lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnsemble, type Ensemble } from './ensemble.ts'
import { transcript } from './testing/transcript.ts'
import { word } from './testing/with-ensemble.ts'

const START_MS = 300_000
const TICK_TIME_MS = 500

/** A real broker of Kafka 3.9 that lives on the simulated ensemble, and beside it a real ZooKeeper that it does not use. */
let ensemble: Ensemble
let lab: LabCluster

beforeAll(async () => {
  ensemble = createEnsemble({
    members: 3,
    host: '127.0.0.1',
    whitelist: ['*'],
    tickTimeMs: TICK_TIME_MS,
    now: () => Date.now(),
    schedule: (fn, delayMs) => {
      const timer = setTimeout(fn, delayMs)
      return () => clearTimeout(timer)
    },
  })
  await ensemble.listen()
  const brokerProperties = { 'zookeeper.connect': `${ensemble.connectString()}/kafka` }
  lab = await startZooKeeperCluster({ nodes: 1, exporters: 'off', brokerProperties })
}, START_MS)

afterAll(async () => {
  await lab?.[Symbol.asyncDispose]()
  await ensemble.close()
})

const realNode = () => `127.0.0.1:${lab.zookeeper[0]?.port ?? 0}`
const simulatedNode = () => ensemble.leader()?.address ?? ''

test('a client cannot tell the simulated ensemble from ZooKeeper', async () => {
  const real = await transcript(realNode())
  expect(real.length).toBeGreaterThan(25)
  expect(await transcript(ensemble.connectString())).toEqual(real)
})

test('four-letter words have the shape of the real ones', async () => {
  const names = async (address: string, text: string, cut: RegExp) =>
    (await word(address, text)).split('\n').map((line) => line.replace(cut, ''))
  const mine = await names(simulatedNode(), 'srvr', /:.*/)
  expect(mine.filter((name) => !name.startsWith('Proposal sizes'))).toEqual(await names(realNode(), 'srvr', /:.*/))
  // A lone server has no configuration of a quorum; the simulated three do.
  const conf = await names(simulatedNode(), 'conf', /=.*/)
  expect(conf.slice(0, 12)).toEqual((await names(realNode(), 'conf', /=.*/)).slice(0, 12))
  const known = new Set(await names(realNode(), 'mntr', /\t.*/))
  const ofQuorum = /^zk_(peer_state|quorum_size|\w*_proposal_size|synced_\w+|learners|pending_syncs|leader_uptime)$/
  const unknown = (await names(simulatedNode(), 'mntr', /\t.*/)).filter(
    (name) => !known.has(name) && !ofQuorum.test(name),
  )
  expect(unknown).toEqual([])
})

test('a real broker registers, controls and creates topics here, and survives the loss of the leader', async () => {
  await lab.createTopic({ name: 'orders', partitions: 2, replicationFactor: 1 })
  const { tree } = ensemble
  expect(tree.get('/kafka/brokers/topics/orders')?.data?.toString()).toContain('"partitions":{"0":[1],"1":[1]}')
  const registration = tree.get('/kafka/brokers/ids/1')?.stat
  expect(registration).toMatchObject({ version: 1 })
  ensemble.leader()?.kill()
  await expect.poll(() => ensemble.hasQuorum(), { timeout: 10_000 }).toBe(true)
  await lab.createTopic({ name: 'after', partitions: 1, replicationFactor: 1 })
  expect(tree.get('/kafka/brokers/topics/after')).toBeDefined()
  expect(tree.get('/kafka/brokers/ids/1')?.stat.czxid).toBe(registration?.czxid)
})
