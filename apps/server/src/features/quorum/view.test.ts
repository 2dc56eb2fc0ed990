import { quorumSchema } from '@perigee/contract'
import type { ClusterFacts, EnsembleFacts, ZooKeeperTree } from '@perigee/domain'
import { failing, failureOf, NOW, neverRead, quorumOf, readingOf, zookeeperOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { quorumView } from './view.ts'

const TREE: ZooKeeperTree = {
  clusterId: 'cluster-id',
  controller: { brokerId: 2, since: NOW - 60_000, kraftEpoch: -1 },
  controllerEpoch: 3,
  registrations: [1, 2, 9].map((id) => ({
    id,
    endpoints: [`PLAINTEXT://kafka-${id}:9092`],
    rack: 'rack-a',
    registeredAt: NOW - 90_000,
    session: `0x10${id}`,
  })),
  migration: null,
  tenancy: { kind: 'communal-kafka', others: ['/two'] },
  latencyMs: 1.5,
  session: '0x1',
  sessionsLost: 1,
}

const ENSEMBLE: EnsembleFacts = {
  nodes: [
    {
      address: 'zk-1:2181',
      from: 'mntr',
      values: new Map([
        ['recent_avg_updatelatency', 4],
        ['watch_count', 12],
        ['open_file_descriptor_count', 80],
        ['max_file_descriptor_count', 100],
      ]),
      zxid: { epoch: 1, counter: 21 },
      adminOpen: null,
      failures: [],
    },
    { address: 'zk-2:2181', from: 'srvr', values: new Map(), zxid: null, adminOpen: null, failures: [] },
  ],
  tree: TREE,
  treeFailure: null,
}

function viewed(readings: Partial<ClusterFacts> = {}, mode: 'kraft' | 'zookeeper' | 'migrating' = 'zookeeper') {
  const answer = quorumView(
    fakeCluster({
      mode,
      readings: { zookeeper: readingOf(zookeeperOf()), ensemble: readingOf(ENSEMBLE), ...readings },
    }),
    NOW,
  )
  expect(quorumSchema.parse(answer)).toEqual(answer)
  return answer
}

test('ZooKeeper: each node with what it tells of itself, and null for what it does not', () => {
  const { ensemble, kraft } = viewed().data
  expect(kraft).toBeNull()
  expect(ensemble?.nodes).toMatchObject([
    {
      address: 'zk-1:2181',
      role: 'leader',
      source: 'mntr',
      latencyMs: 4,
      latencyIsRecent: true,
      watches: 12,
      descriptorRatio: 0.8,
      zxid: '0x100000015',
    },
    {
      address: 'zk-2:2181',
      source: 'srvr',
      latencyMs: 1,
      latencyIsRecent: false,
      watches: null,
      descriptorRatio: null,
    },
    { address: 'zk-3:2181', source: 'srvr', watches: null, zxid: null },
  ])
})

test('the tree: who is registered and whether the cluster lists them, whose ensemble it is', () => {
  const { data } = viewed()
  expect(data.ensemble?.tree).toMatchObject({
    controller: 'broker 2',
    tenancy: 'Shared with other Kafka clusters',
    others: ['/two'],
    sessionsLost: 1,
  })
  expect(data.ensemble?.tree?.registrations.map(({ broker, listed, href }) => [broker, listed, href])).toEqual([
    [1, true, '/c/payments-eu/brokers/1'],
    [2, true, '/c/payments-eu/brokers/2'],
    [9, false, '/c/payments-eu/brokers/9'],
  ])
  expect(data.findings.map(({ code }) => code)).toEqual(['registered-only', 'listed-only', 'communal'])
})

test('while nobody answers for the list of brokers, nobody is said to be missing from it', () => {
  const registry = failing(fakeCluster({ mode: 'zookeeper' }).facts.registry, failureOf('timeout'))
  expect(viewed({ registry }).data.ensemble?.tree?.registrations.map(({ listed }) => listed)).toEqual([
    null,
    null,
    null,
  ])
})

test('a tree that cannot be read says why, and the gap is a sentence', () => {
  const failure = failureOf('timeout', { message: 'no session could be opened in time' })
  const ensemble = readingOf<EnsembleFacts>(
    { ...ENSEMBLE, tree: null, treeFailure: failure },
    { gaps: [{ fact: 'zookeeper-tree', failure }] },
  )
  const { data } = viewed({ ensemble })
  expect(data.ensemble).toMatchObject({ tree: null, treeFailure: 'no session could be opened in time' })
  expect(data.gaps).toMatchObject([{ text: 'The tree could not be read: no session could be opened in time.' }])
})

test('KRaft: voters and observers, features in words; no ZooKeeper is asked after', () => {
  const { ensemble, kraft, sentence } = viewed({ ensemble: neverRead(), zookeeper: neverRead() }, 'kraft').data
  expect(ensemble).toBeNull()
  expect(sentence.rest).toContain('leads the quorum')
  expect(kraft?.members.map(({ id, role, host }) => [id, role, host])).toEqual([
    [1, 'leader', 'kafka-1'],
    [2, 'voter', 'kafka-2'],
    [3, 'voter', 'kafka-3'],
  ])
  expect(kraft).toMatchObject({ losable: 1, commitMs: null, elections: null })
})

test('a cluster that migrates has both, and the worse of their sentences is said', () => {
  const migration = { controllerId: 3_000, metadataOffset: 9 }
  const controller = { brokerId: 3_000, since: NOW, kraftEpoch: 2 }
  const { ensemble, kraft, sentence } = viewed(
    {
      ensemble: readingOf({ ...ENSEMBLE, tree: { ...TREE, migration, controller } }),
      quorum: readingOf({ ...quorumOf([1, 2, 3], 1), leaderId: -1 }),
    },
    'migrating',
  ).data
  expect(ensemble?.tree?.migration).toContain('controlled by KRaft controller 3000')
  expect(kraft?.leaderId).toBeNull()
  expect(sentence.strong).toMatch(/^No voter leads/)
})

test('what brokers and the controller feel of it is said here, too: the nodes themselves may find all in order', () => {
  const felt = (code: 'zookeeper-slow' | 'slow-disk') =>
    quorumView(
      fakeCluster(
        { mode: 'zookeeper', readings: { zookeeper: readingOf(zookeeperOf()), ensemble: readingOf(ENSEMBLE) } },
        {
          whys: [
            {
              ...{ code, broker: 1, brokers: [1, 2], culprit: null, status: 'warning', since: NOW },
              sentence: 'ZooKeeper answers slowly: a request takes 300 ms.',
              advice: 'Look at its disk.',
              evidence: [{ text: 'request time', value: 300, median: null, unit: 'ms' }],
            },
          ],
        },
      ),
      NOW,
    )
  const answer = felt('zookeeper-slow')
  expect(quorumSchema.parse(answer)).toEqual(answer)
  expect(answer.data.sentence).toMatchObject({ strong: 'ZooKeeper answers slowly', status: 'warning' })
  expect(answer.data.findings.map(({ code }) => code)).toContain('zookeeper-slow')
  expect(felt('slow-disk').data.sentence.strong).not.toContain('slowly')
})

test('before anything was read nothing is claimed', () => {
  const nothing = { registry: neverRead<never>(), zookeeper: neverRead<never>(), quorum: neverRead<never>() }
  const { data } = viewed({ ...nothing, ensemble: neverRead() })
  expect(data).toMatchObject({ mode: null, ensemble: null, kraft: null, sentence: { status: 'unknown' }, findings: [] })
})
