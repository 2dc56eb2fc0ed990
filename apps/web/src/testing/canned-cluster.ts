import type { BrokerCell, ClusterDetail, ClusterSummary, Envelope, Series, Status } from '@perigee/contract'
import { changesOf } from './canned-overview.ts'
import { ago, answer, type Canned } from './canned-story.ts'

const RACKS = ['eu-1a', 'eu-1b', 'eu-1c']

function cellsOf(cluster: ClusterSummary): BrokerCell[] {
  const many = cluster.brokers.expected ?? 0
  const status = (id: number): Status =>
    cluster.name !== 'payments-eu'
      ? cluster.freshness === 'lost'
        ? 'unknown'
        : 'ok'
      : id === 7
        ? 'critical'
        : id === 11
          ? 'warning'
          : 'ok'
  const word = (id: number) =>
    status(id) === 'critical' ? 'Down' : status(id) === 'warning' ? 'Behind' : status(id) === 'ok' ? 'OK' : 'No data'
  return Array.from({ length: many }, (_, at) => at + 1)
    .map((id) => ({ id, rack: RACKS[id % 3] ?? null, status: status(id), word: word(id), controller: id === 2 }))
    .toSorted((a, b) => (a.rack ?? '').localeCompare(b.rack ?? '') || a.id - b.id)
}

const sentences: Partial<Record<string, ClusterDetail['data']['sentence']>> = {
  'payments-eu': {
    strong: '3 partitions are offline and 9 refuse writes',
    rest: ', because broker 7 is down and broker 11 is too slow to keep up.',
    status: 'critical',
    lede: 'Replication is not recovering: 778 under-replicated, unchanged for 39 min. The next broker loss stops writes on 769 more.',
  },
  'orders-legacy': {
    strong: 'ZooKeeper runs on 2 of 3 nodes',
    rest: '; one more loss stops the cluster.',
    status: 'warning',
    lede: 'All partitions are in sync.',
  },
  'audit-us': {
    strong: 'audit-us has not answered for 4 min',
    rest: '; what is shown is from its last answer.',
    status: 'unknown',
    lede: 'connection refused on 3 of 3 bootstrap addresses.',
  },
}

const TROUBLE: Pick<ClusterDetail['data'], 'metadata' | 'gaps'> = {
  metadata: { fromBroker: 4, behind: [{ broker: 3, text: 'Broker 3 is behind: it still lists broker 7 as alive' }] },
  gaps: [
    {
      fact: 'log directory sizes',
      text: 'Sizes of broker 7 are not known: connection refused.',
      code: 'REFUSED',
      brokers: [7],
      needs: null,
    },
  ],
}

function controllerOf(canned: Canned, known: boolean): ClusterDetail['data']['controller'] {
  if (!known) return { id: null, epoch: null, since: null, status: 'unknown', text: 'not known' }
  return { id: 2, epoch: 812, since: ago(canned, 12 * 86_400_000), status: 'ok', text: 'broker 2, for 12 d' }
}

function voter(id: number): ClusterDetail['data']['quorumMembers'][number] {
  if (id === 102)
    return {
      id,
      role: 'leader',
      status: 'ok',
      word: 'OK',
      lagOffsets: 0,
      lastFetchAgeMs: null,
      lastCaughtUpAgeMs: null,
    }
  return { id, role: 'voter', status: 'ok', word: 'OK', lagOffsets: 3, lastFetchAgeMs: 210, lastCaughtUpAgeMs: 240 }
}

function zookeeperNode(id: number): ClusterDetail['data']['zookeeperNodes'][number] {
  const silent = { version: null, latencyMs: null, connections: null, outstanding: null, znodes: null }
  if (id === 2) return { address: 'zk-2:2181', role: null, status: 'warning', word: 'Not answering', ...silent }
  const known = { version: '3.8.4', latencyMs: 1, connections: 12, outstanding: 0, znodes: 5421 }
  return { address: `zk-${id}:2181`, role: id === 1 ? 'leader' : 'follower', status: 'ok', word: 'OK', ...known }
}

export function cannedCluster(canned: Canned, summary: ClusterSummary): Envelope<ClusterDetail['data']> {
  const zookeeper = summary.mode === 'zookeeper'
  const known = summary.mode !== null
  return answer(
    canned,
    {
      ...summary,
      clusterId: known ? '9sXk-Q2bTkyf0m8nXeJtqA' : null,
      sentence: sentences[summary.name] ?? {
        strong: '',
        rest: known ? `${summary.name} is fine.` : `${summary.name} has never answered.`,
        status: summary.status,
        lede: '',
      },
      features:
        known && !zookeeper
          ? [{ name: 'metadata.version', level: 21, words: '3.9-IV0', supportedMin: 1, supportedMax: 21 }]
          : [],
      controller: controllerOf(canned, known),
      quorumMembers: known && !zookeeper ? [101, 102, 103].map(voter) : [],
      quorumObservedAt: known ? ago(canned, 8_000) : null,
      quorumIntervalMs: 10_000,
      zookeeperNodes: zookeeper ? [1, 2, 3].map(zookeeperNode) : [],
      zookeeperConnect: zookeeper ? 'zk-1:2181,zk-2:2181,zk-3:2181/kafka' : null,
      brokerCells: cellsOf(summary),
      disks: {
        fullestBroker: known ? 18 : null,
        fullestRatio: known ? 0.712 : null,
        unknownBrokers: summary.name === 'payments-eu' ? [7] : [],
      },
      skew: { leaders: known ? 1.12 : null, replicas: known ? 1.04 : null, bytes: known ? 1.31 : null },
      ...(summary.name === 'payments-eu'
        ? TROUBLE
        : { metadata: { fromBroker: known ? 4 : null, behind: [] }, gaps: [] }),
      changes: changesOf(canned).filter((change) => change.cluster === summary.name),
      cost: {
        requestsPerMinute: 84,
        bytesPerMinute: 1_240_000,
        busiestBroker: known ? 4 : null,
        busiestRequestsPerMinute: 18,
      },
    },
    summary.ageMs,
  )
}

const UNITS: Record<string, string> = { messagesInPerSecond: 'messages/s', sizeBytes: 'bytes' }

/** Levels of a troubled cluster since the trouble began. */
const TROUBLED: Readonly<Record<string, number>> = {
  underReplicatedPartitions: 778,
  offlinePartitions: 3,
  underMinIsrPartitions: 9,
}
const TROUBLE_FROM = 72
const GAP = { from: 150, to: 164 }

function levelOf(metric: string, cluster: ClusterSummary | undefined): number {
  if (metric === 'messagesInPerSecond') return cluster?.messagesInPerSecond ?? 90_000
  return metric === 'sizeBytes' ? (cluster?.sizeBytes ?? 1e12) : 0
}

function valueAt(index: number, metric: string, cluster: ClusterSummary | undefined): number | null {
  const bad = cluster?.name === 'payments-eu'
  if (bad && index > GAP.from && index < GAP.to) return null
  if (metric in TROUBLED) return bad && index > TROUBLE_FROM ? (TROUBLED[metric] ?? 0) : 0
  const wave = 1 + 0.03 * Math.sin(index / 9) + 0.012 * Math.cos(index * 1.7)
  const dip = bad && index > TROUBLE_FROM && index < TROUBLE_FROM + 8 ? 0.55 : 1
  return levelOf(metric, cluster) * wave * dip
}

/** An hour of one metric; the broken story has a jump at minute 42 and a gap. */
export function cannedSeries(
  canned: Canned,
  metric: string,
  cluster: ClusterSummary | undefined,
): Envelope<Series['data']> {
  const stepMs = 15_000
  const points = canned.story === 'no-data' ? 0 : 240
  const at = Array.from({ length: points }, (_, index) => canned.nowMs - (points - index) * stepMs)
  const mean = at.map((_, index) => valueAt(index, metric, cluster))
  const max = mean.map((value) => (value === null ? null : value * 1.04))
  const startedAt = at[0] === undefined ? null : new Date(at[0]).toISOString()
  const now = new Date(canned.nowMs).toISOString()
  return answer(canned, {
    metric,
    title: metric,
    unit: UNITS[metric] ?? 'partitions',
    stepMs,
    source: 'memory',
    note: null,
    from: new Date(canned.nowMs - 3_600_000).toISOString(),
    to: now,
    startedAt,
    extent: startedAt === null ? null : { from: startedAt, to: now },
    gaps: [],
    at,
    series: [{ label: 'all', node: null, mean, min: mean, max }],
  })
}
