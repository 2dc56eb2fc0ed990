import { clusterFacts, failing, failureOf, NOW, readingOf, zookeeperOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import type { ClusterFacts, EnsembleFacts, ZooKeeperNode, ZooKeeperNodeDepth, ZooKeeperTree } from '../facts.ts'
import { judgeEnsemble } from './judge-ensemble.ts'
import { followListings, type Listings } from './listings.ts'

const tree = (over: Partial<ZooKeeperTree> = {}): ZooKeeperTree => ({
  clusterId: 'cluster-id',
  controller: { brokerId: 1, since: NOW - 60_000, kraftEpoch: -1 },
  controllerEpoch: 3,
  registrations: [1, 2, 3].map((id) => ({
    id,
    endpoints: [],
    rack: null,
    registeredAt: NOW - 90_000,
    session: `0x10${id}`,
  })),
  migration: null,
  tenancy: { kind: 'dedicated', others: [] },
  latencyMs: 1,
  session: '0x1',
  sessionsLost: 0,
  ...over,
})

const depth = (id: number, values: Record<string, number> = {}, over: Partial<ZooKeeperNodeDepth> = {}) => ({
  address: `zk-${id}:2181`,
  from: 'mntr' as const,
  values: new Map(Object.entries({ ...(id === 1 && { synced_followers: 2 }), ...values })),
  zxid: { epoch: 5, counter: 100 },
  adminOpen: null,
  failures: [],
  ...over,
})

interface Spot {
  readonly nodes?: readonly ZooKeeperNode[]
  readonly depths?: readonly ZooKeeperNodeDepth[]
  readonly tree?: ZooKeeperTree | null
  readonly facts?: Partial<ClusterFacts>
  readonly listings?: Listings
}

const listing = (isListed: boolean, since = NOW - 60_000) => ({ isListed, since })
const LISTED: Listings = new Map([1, 2, 3].map((id) => [id, listing(true)]))

function judged({ nodes, depths, tree: read = tree(), facts = {}, listings = LISTED }: Spot = {}) {
  const ensemble: EnsembleFacts = { nodes: depths ?? [1, 2, 3].map((id) => depth(id)), tree: read, treeFailure: null }
  const zookeeper = readingOf(nodes === undefined ? zookeeperOf() : { nodes })
  return judgeEnsemble(
    clusterFacts({ mode: 'zookeeper', readings: { zookeeper, ensemble: readingOf(ensemble), ...facts } }),
    listings,
    NOW,
  )
}

const codes = (spot?: Spot) => judged(spot).findings.map(({ code, status }) => `${code} ${status}`)
const changed = (id: number, over: Partial<ZooKeeperNode>) =>
  zookeeperOf().nodes.map((node) => (node.address === `zk-${id}:2181` ? { ...node, ...over } : node))

test('an ensemble in good order is quiet and says how much it can lose', () => {
  const { status, sentence, findings, strength } = judged()
  expect(findings).toEqual([])
  expect(status).toBe('ok')
  expect(sentence.rest).toBe('ZooKeeper is well: 3 of 3 nodes serve; 1 more may fail.')
  expect(strength).toEqual({ serving: 3, voting: 3, majority: 2, losable: 1 })
})

test('a node that is down is told with its reason, and that the next loss stops it', () => {
  const { findings, sentence } = judged({ nodes: zookeeperOf([2]).nodes })
  expect(findings.map(({ code }) => code)).toEqual(['members-down'])
  expect(sentence.strong).toBe('zk-2:2181 does not serve; one more loss stops the ensemble.')
  expect(findings[0]?.evidence.map(({ text }) => text)).toContain('zk-2:2181: connection refused')
})

test('without a majority the quorum is lost', () => {
  const { status, sentence, strength } = judged({ nodes: zookeeperOf([1, 2]).nodes })
  expect(status).toBe('critical')
  expect(sentence.strong).toBe('The quorum is lost: 1 of 3 nodes serve and it takes 2.')
  expect(strength?.losable).toBe(0)
})

test('nobody answers, and silence may be ours: unknown, not lost', () => {
  const silent = { answered: false, role: null, failure: failureOf('timeout'), version: null }
  const nodes = zookeeperOf().nodes.map((node) => ({ ...node, ...silent }))
  expect(judged({ nodes, depths: [], tree: null }).findings.map(({ code }) => code)).toEqual(['ensemble-unseen'])
})

test('what was not heard of lately is not known, and neither OK nor lost', () => {
  const old = readingOf(zookeeperOf(), { observedAt: NOW - 600_000 })
  const { status, findings } = judged({ facts: { zookeeper: failing(old, failureOf('timeout')) } })
  expect([status, findings]).toEqual(['unknown', []])
})

test('what the depth told before it failed is judged no more', () => {
  const hot = { nodes: [depth(1, { recent_avg_fsynctime: 5_000 })], tree: tree(), treeFailure: null }
  expect(judged({ facts: { ensemble: readingOf(hot) } }).status).toBe('critical')
  expect(judged({ facts: { ensemble: failing(readingOf(hot), failureOf('timeout')) } }).findings).toEqual([])
})

test.each<[string, Spot]>([
  ['two-leaders critical', { nodes: changed(2, { role: 'leader' }) }],
  ['no-leader critical', { nodes: changed(1, { role: 'follower' }) }],
  ['versions-mixed warning', { nodes: changed(2, { version: '3.9.3' }) }],
  ['even-count warning', { nodes: zookeeperOf().nodes.slice(0, 2), depths: [] }],
  ['lone-node warning', { nodes: changed(1, { role: 'standalone' }).slice(0, 1), depths: [] }],
  ['followers-behind warning', { depths: [depth(1, { synced_followers: 1 }), depth(2), depth(3)] }],
  ['read-only critical', { depths: [depth(1), depth(2, { read_only: 1 })] }],
  ['epochs-apart warning', { depths: [depth(1), depth(2, {}, { zxid: { epoch: 4, counter: 9 } })] }],
  ['zxid-rollover warning', { depths: [depth(1, {}, { zxid: { epoch: 5, counter: 0xc0000001 } })] }],
  ['zxid-rollover critical', { depths: [depth(1, {}, { zxid: { epoch: 5, counter: 0xf0000001 } })] }],
  ['latency:zk-1:2181 warning', { depths: [depth(1, { recent_avg_updatelatency: 10.1, avg_latency: 0 })] }],
  ['latency:zk-1:2181 critical', { depths: [depth(1, { avg_latency: 101 })] }],
  ['fsync:zk-2:2181 warning', { depths: [depth(1), depth(2, { recent_avg_fsynctime: 101 })] }],
  ['outstanding:zk-1:2181 warning', { depths: [depth(1, { steady_outstanding_requests: 11 })] }],
  ['outstanding:zk-1:2181 critical', { depths: [depth(1, { steady_outstanding_requests: 101 })] }],
  ['pending-syncs:zk-1:2181 warning', { depths: [depth(1, { steady_pending_syncs: 1 })] }],
  ['znodes:zk-1:2181 warning', { depths: [depth(1, { znode_count: 500_001 })] }],
  ['data-size:zk-1:2181 critical', { depths: [depth(1, { approximate_data_size: 1_000_000_001 })] }],
  ['watches:zk-1:2181 warning', { depths: [depth(1, { watch_count: 10_001 })] }],
  ['elections:zk-1:2181 warning', { depths: [depth(1, { hourly_looking_count: 1 })] }],
  ['elections:zk-1:2181 critical', { depths: [depth(1, { hourly_looking_count: 3 })] }],
  ['rejected:zk-1:2181 warning', { depths: [depth(1, { hourly_connection_rejected: 1 })] }],
  ['unrecoverable:zk-1:2181 critical', { depths: [depth(1, { hourly_unrecoverable_error_count: 1 })] }],
  [
    'descriptors:zk-1:2181 warning',
    { depths: [depth(1, { open_file_descriptor_count: 81, max_file_descriptor_count: 100 })] },
  ],
  [
    'descriptors:zk-1:2181 critical',
    { depths: [depth(1, { open_file_descriptor_count: 96, max_file_descriptor_count: 100 })] },
  ],
  ['admin-server-open warning', { depths: [depth(1), depth(2, {}, { adminOpen: 'open' })] }],
  ['communal ok', { tree: tree({ tenancy: { kind: 'communal-mixed', others: ['/hbase (HBase)'] } }) }],
  ['sessions-lost warning', { tree: tree({ sessionsLost: 3 }) }],
  ['listed-only warning', { tree: tree({ registrations: tree().registrations.slice(1) }) }],
  ['controller-free warning', { tree: tree({ controller: null }) }],
])('finds %s, and nothing besides', (expected, spot) => {
  expect(codes(spot)).toEqual([expected])
})

test.each<[string, Spot]>([
  ['a follower that served only after the leader counted', { depths: [depth(1, { synced_followers: 1 }), depth(2)] }],
  ['latency at its limit', { depths: [depth(1, { recent_avg_updatelatency: 10 })] }],
  ['one old spike', { depths: [depth(1, { max_latency: 9_000, avg_latency: 0.4 })] }],
  ['a peak of one reading', { depths: [depth(1, { outstanding_requests: 400, steady_outstanding_requests: 0 })] }],
  [
    'file descriptors at four fifths',
    { depths: [depth(1, { open_file_descriptor_count: 80, max_file_descriptor_count: 100 })] },
  ],
  ['a follower that has applied nothing yet', { depths: [depth(1), depth(2, {}, { zxid: { epoch: 0, counter: 0 } })] }],
  ['an AdminServer that asks for more', { depths: [depth(1, {}, { adminOpen: 'guarded' })] }],
  [
    'an observer besides',
    {
      nodes: [
        ...zookeeperOf().nodes,
        { ...changed(3, {})[2], address: 'zk-4:2181', role: 'observer' } as ZooKeeperNode,
      ],
    },
  ],
  [
    'brokers that moved to KRaft',
    {
      tree: tree({
        registrations: tree().registrations.slice(1),
        migration: { controllerId: 3_000, metadataOffset: 9 },
      }),
    },
  ],
])('finds nothing in %s', (_, spot) => {
  expect(codes(spot)).toEqual([])
})

test('a broker that only ZooKeeper knows, two in one session, and one that no session owns are told apart', () => {
  const at = (id: number, session: string) => ({ id, endpoints: [], rack: null, registeredAt: null, session })
  const four = [...tree().registrations, at(9, '0x101')]
  expect(codes({ tree: tree({ registrations: four }) })).toEqual(['registered-only warning', 'session:0x101 warning'])
  const lasting = tree().registrations.map((each) => (each.id === 2 ? { ...each, session: '0x0' } : each))
  expect(codes({ tree: tree({ registrations: lasting }) })).toEqual(['lasting-registration critical'])
})

test('what changed in the list after the tree was read says nothing against the tree', () => {
  const recent = (id: number, isListed: boolean) => new Map([...LISTED, [id, listing(isListed, NOW - 1_000)]])
  const without1 = tree({ registrations: tree().registrations.slice(1) })
  expect(codes({ tree: without1, listings: recent(1, true) })).toEqual([])
  expect(codes({ listings: recent(1, false) })).toEqual([])
  expect(codes({ listings: new Map([...LISTED, [1, listing(false)]]) })).toEqual(['registered-only warning'])
})

test('listings begin when they are first seen, and stay the same map while nothing changes', () => {
  const { registry } = clusterFacts({ mode: 'zookeeper' })
  const first = followListings(new Map(), registry.value, 1)
  expect([...first]).toEqual([1, 2, 3].map((id) => [id, { isListed: true, since: 1 }]))
  expect(followListings(first, registry.value, 2)).toBe(first)
  expect(followListings(first, clusterFacts({ mode: 'zookeeper', down: [2] }).registry.value, 3).get(2)).toEqual({
    isListed: false,
    since: 3,
  })
  expect(followListings(first, undefined, 4)).toBe(first)
})
