// How much each node has to bear. Limits are those of ZooKeeper's own example alerts (zookeeperMonitor) where it names
// one; what runs since a node started is judged by what is recent, wherever the node tells enough for that.
import { evidence, type KeeperFinding } from './finding.ts'
import { type KeeperNode, measure } from './keeper-nodes.ts'

interface Limit {
  readonly code: string
  /** The first of these that a node tells. */
  readonly names: readonly string[]
  readonly warning: number
  readonly critical: number
  readonly unit: string
  readonly what: string
  readonly advice: string
}

const DISK = 'Give its transaction log a disk of its own; see what else writes there.'

const LIMITS: readonly Limit[] = [
  {
    code: 'latency',
    names: ['recent_avg_updatelatency', 'avg_updatelatency', 'avg_latency'],
    warning: 10,
    critical: 100,
    unit: 'ms',
    what: 'takes long to answer',
    advice: `${DISK} Long pauses of its Java process do the same.`,
  },
  {
    code: 'fsync',
    names: ['recent_avg_fsynctime', 'avg_fsynctime'],
    warning: 100,
    critical: 1_000,
    unit: 'ms',
    what: 'takes long to write to disk',
    advice: DISK,
  },
  {
    code: 'outstanding',
    names: ['steady_outstanding_requests'],
    warning: 10,
    critical: 100,
    unit: 'requests',
    what: 'has requests waiting, reading after reading',
    advice:
      'It gets more than it can do: look at its disk, its pauses, and at who asks so much. It refuses clients at 1,000.',
  },
  {
    code: 'pending-syncs',
    names: ['steady_pending_syncs'],
    warning: 0,
    critical: Number.POSITIVE_INFINITY,
    unit: 'syncs',
    what: 'has followers waiting to be synced, reading after reading',
    advice: 'The way between leader and followers, or the leader’s disk, is slow.',
  },
  {
    code: 'znodes',
    names: ['znode_count'],
    warning: 500_000,
    critical: 1_000_000,
    unit: 'znodes',
    what: 'holds very many znodes, all of them in memory',
    advice: 'See which client leaves them behind; Kafka needs some four per partition.',
  },
  {
    code: 'data-size',
    names: ['approximate_data_size'],
    warning: 500_000_000,
    critical: 1_000_000_000,
    unit: 'bytes',
    what: 'holds much data, all of it in memory',
    advice: 'A follower that starts must load all of it: raise initLimit, or find who writes so much.',
  },
  {
    code: 'watches',
    names: ['watch_count'],
    warning: 10_000,
    critical: 100_000,
    unit: 'watches',
    what: 'keeps very many watches',
    advice: 'Kafka needs few; another client sets them. `wchs` counts them by connection.',
  },
  {
    code: 'elections',
    names: ['hourly_looking_count'],
    warning: 0,
    critical: 2,
    unit: 'elections',
    what: 'went looking for a leader within the last hour',
    advice: 'A restart explains one. More: the leader pauses or the network between the nodes fails.',
  },
  {
    code: 'rejected',
    names: ['hourly_connection_rejected'],
    warning: 0,
    critical: Number.POSITIVE_INFINITY,
    unit: 'connections',
    what: 'turned connections away within the last hour',
    advice: 'Some client opens too many (maxClientCnxns), or the node has no room for more (maxCnxns).',
  },
  {
    code: 'unrecoverable',
    names: ['hourly_unrecoverable_error_count'],
    warning: -1,
    critical: 0,
    unit: 'errors',
    what: 'met errors it cannot recover from',
    advice: 'See its log: the process ends or ought to.',
  },
]

/** File descriptors in use over those allowed. */
const DESCRIPTORS_WARNING = 0.8
const DESCRIPTORS_CRITICAL = 0.95

export function loadFindings(nodes: readonly KeeperNode[]): readonly KeeperFinding[] {
  return nodes.flatMap((each) => [...LIMITS.flatMap((limit) => beyond(each, limit)), ...descriptors(each)])
}

function beyond(each: KeeperNode, limit: Limit): KeeperFinding[] {
  const name = limit.names.find((candidate) => measure(each, candidate) !== null)
  const value = name === undefined ? null : measure(each, name)
  if (name === undefined || value === null || value <= Math.max(limit.warning, 0)) return []
  const { address } = each.node
  const status = value > limit.critical ? 'critical' : 'warning'
  const since = name.startsWith('avg_') ? ' (mean since it started)' : ''
  const seen = [evidence(`${name}${since}`, value, limit.unit)]
  const edge = value > limit.critical ? limit.critical : limit.warning
  if (edge > 0) seen.push(evidence('limit', edge, limit.unit))
  return [
    {
      code: `${limit.code}:${address}`,
      status,
      sentence: `${address} ${limit.what}.`,
      evidence: seen,
      advice: limit.advice,
      ...(since !== '' && { isOfLifetime: true }),
    },
  ]
}

function descriptors(each: KeeperNode): KeeperFinding[] {
  const open = measure(each, 'open_file_descriptor_count')
  const most = measure(each, 'max_file_descriptor_count')
  if (open === null || most === null || most <= 0 || open / most <= DESCRIPTORS_WARNING) return []
  const { address } = each.node
  const status = open / most > DESCRIPTORS_CRITICAL ? 'critical' : 'warning'
  const sentence = `${address} uses ${Math.round((open / most) * 100)} % of its file descriptors.`
  const advice = 'Raise its limit (ulimit -n) and see who keeps so many connections.'
  const seen = [evidence('open_file_descriptor_count', open, ''), evidence('max_file_descriptor_count', most, '')]
  return [{ code: `descriptors:${address}`, status, sentence, evidence: seen, advice }]
}
