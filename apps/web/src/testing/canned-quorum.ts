import type { EnsembleWire, FindingWire, KeeperNodeWire, KraftWire, Quorum, VoterWire } from '@perigee/contract'
import { ago, answer, type Canned } from './canned-story.ts'

const MINUTE = 60_000
const DAY = 86_400_000

function nodeOf(id: number, over: Partial<KeeperNodeWire> = {}): KeeperNodeWire {
  return {
    address: `zk-${id}.internal:2181`,
    role: id === 2 ? 'leader' : 'follower',
    status: 'ok',
    word: id === 2 ? 'Leader' : 'Follower',
    version: '3.8.4',
    source: 'mntr',
    latencyMs: 0.42 * id,
    latencyIsRecent: true,
    outstanding: 0,
    znodes: 184_220,
    watches: 3_104,
    descriptors: 96,
    descriptorRatio: 0.0015,
    connections: 21 + id,
    fsyncMs: 1.1 * id,
    zxid: '0x2f0000a1c4',
    adminServer: 'absent',
    ...over,
  }
}

const DOWN = {
  role: null,
  status: 'warning',
  word: 'connection refused',
  version: null,
  source: null,
  latencyMs: null,
  outstanding: null,
  znodes: null,
  watches: null,
  descriptors: null,
  descriptorRatio: null,
  connections: null,
  fsyncMs: null,
  zxid: null,
} as const

const FINDINGS: readonly FindingWire[] = [
  {
    code: 'members-down',
    status: 'warning',
    sentence: 'zk-3.internal:2181 does not serve; one more loss stops the ensemble.',
    evidence: [
      { text: 'nodes that serve', value: 2, unit: 'of 3' },
      { text: 'a majority is', value: 2, unit: '' },
      { text: 'zk-3.internal:2181: connection refused', value: null, unit: '' },
    ],
    advice: 'Look at its process and its disk; it takes its place again by itself once it runs.',
  },
  {
    code: 'fsync:zk-1.internal:2181',
    status: 'warning',
    sentence: 'zk-1.internal:2181 takes long to write to disk.',
    evidence: [
      { text: 'recent_avg_fsynctime', value: 141.3, unit: 'ms' },
      { text: 'limit', value: 100, unit: 'ms' },
    ],
    advice: 'Give its transaction log a disk of its own; see what else writes there.',
  },
  {
    code: 'communal',
    status: 'ok',
    sentence: 'The ensemble is shared with 1 other root: what they do to it, they do to this cluster.',
    evidence: [{ text: '/hbase (HBase)', value: null, unit: '' }],
    advice: 'Nothing to mend; but look at them, too, when it is slow, and touch nothing outside the chroot.',
  },
]

function treeOf(canned: Canned): NonNullable<EnsembleWire['tree']> {
  return {
    clusterId: 'Qevre3KfFLTDz7jho4FlAg',
    controller: 'broker 2',
    controllerSince: ago(canned, 42 * MINUTE),
    controllerEpoch: 91,
    registrations: [1, 2, 3, 4].map((broker) => ({
      broker,
      href: `/c/orders-legacy/brokers/${broker}`,
      endpoints: [`INTERNAL://kafka-${broker}:9092`, `EXTERNAL://kafka-${broker}.example.org:9094`],
      rack: `fra1-r${(broker % 3) + 1}`,
      registeredAt: ago(canned, broker * 3 * DAY),
      session: `0x10003f2a41c000${broker}`,
      listed: broker !== 4 || canned.story !== 'broken',
    })),
    migration: null,
    tenancy: canned.story === 'broken' ? 'Shared with other systems' : 'This cluster has it to itself',
    others: canned.story === 'broken' ? ['/hbase (HBase)'] : [],
    latencyMs: 1.31,
    session: '0x20003f2a41c0009',
    sessionsLost: canned.story === 'broken' ? 1 : 0,
  }
}

function ensembleOf(canned: Canned): EnsembleWire {
  const broken = canned.story === 'broken'
  const aged = canned.story === 'no-data' ? 6 * MINUTE : 6_000
  return {
    connect: 'zk-1.internal:2181,zk-2.internal:2181,zk-3.internal:2181/kafka',
    nodesAge: { observedAt: ago(canned, aged), intervalMs: 10_000 },
    depthAge: { observedAt: ago(canned, 2 * aged), intervalMs: 30_000 },
    nodes: [nodeOf(1, broken ? { fsyncMs: 141.3, outstanding: 14 } : {}), nodeOf(2), nodeOf(3, broken ? DOWN : {})],
    losable: broken ? 0 : 1,
    tree: canned.story === 'many' ? null : treeOf(canned),
    treeFailure:
      canned.story === 'many' ? 'no session could be opened in time: without a quorum ZooKeeper opens none' : null,
  }
}

function voterOf(id: number, role: VoterWire['role'], over: Partial<VoterWire> = {}): VoterWire {
  return {
    id,
    host: `${role === 'observer' ? 'kafka' : 'controller'}-${id}.internal`,
    role,
    status: 'ok',
    word: role === 'leader' ? 'Leader' : 'In step',
    fenced: role === 'observer' ? false : null,
    lagOffsets: 0,
    lagMs: role === 'leader' ? null : 180,
    lastFetchAgeMs: role === 'leader' ? null : 180,
    ...over,
  }
}

function kraftOf(canned: Canned): KraftWire {
  const away = {
    status: 'warning',
    word: 'Silent for 4 min',
    lagOffsets: 9_120,
    lagMs: 240_000,
    lastFetchAgeMs: 240_000,
  } as const
  const broken = canned.story === 'broken'
  return {
    age: { observedAt: ago(canned, canned.story === 'no-data' ? 6 * MINUTE : 3_000), intervalMs: 5_000 },
    leaderId: 3001,
    epoch: 47,
    leaderSince: ago(canned, 42 * MINUTE),
    heldBefore: !broken,
    elections: { count: broken ? 3 : 0, since: ago(canned, 60 * MINUTE) },
    highWatermark: '56442804',
    losable: broken ? 0 : 1,
    commitMs: 6.5,
    electionMs: null,
    members: [
      voterOf(3001, 'leader'),
      voterOf(3002, 'voter'),
      voterOf(3003, 'voter', broken ? away : {}),
      ...[1, 2, 3].map((id) => voterOf(id, 'observer')),
    ],
    features: [
      {
        name: 'metadata.version',
        level: 25,
        supportedMax: 27,
        words: '4.0-IV3',
        enables: ['4.1-IV0: eligible leader replicas by default in new clusters (KIP-966)'],
        wayBack: 'It can be lowered again.',
      },
      {
        name: 'group.version',
        level: 1,
        supportedMax: 1,
        words: 'the consumer group protocol (KIP-848)',
        enables: [],
        wayBack: null,
      },
    ],
  }
}

/** `orders-legacy` keeps its state in ZooKeeper, all others in KRaft. In the story `many` the tree cannot be read. */
export function cannedQuorum(canned: Canned, cluster: string): Quorum {
  const zookeeper = cluster === 'orders-legacy'
  const broken = canned.story === 'broken'
  const lost = canned.story === 'no-data'
  const well = zookeeper
    ? 'ZooKeeper is well: 3 of 3 nodes serve; 1 more may fail.'
    : 'Controller 3001 leads the quorum: 3 of 3 voters take part; 1 more may fail.'
  const worst = zookeeper
    ? (FINDINGS[0]?.sentence ?? '')
    : 'Voter 3003 does not follow the leader; one more loss stops the quorum.'
  return answer(
    canned,
    {
      cluster,
      mode: zookeeper ? ('zookeeper' as const) : ('kraft' as const),
      sentence: {
        strong: broken ? worst : lost ? 'The state of the quorum is not known:' : '',
        rest: broken ? '' : lost ? 'below is what was last heard.' : well,
        status: broken ? ('warning' as const) : lost ? ('unknown' as const) : ('ok' as const),
        lede: broken ? '2 of 3 serve; none may fail. Besides, 1 more finding.' : '',
      },
      findings: broken && zookeeper ? FINDINGS.map((finding) => ({ ...finding })) : [],
      ensemble: zookeeper ? ensembleOf(canned) : null,
      kraft: zookeeper ? null : kraftOf(canned),
      gaps: [],
    },
    canned.story === 'no-data' ? 6 * MINUTE : 3_000,
  )
}
