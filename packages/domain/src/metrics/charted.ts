// Which canonical values are kept over time: what charts show, about sixty a broker with its host. The rest is shown as it
// is now.
import { metricOf, TIMED_REQUESTS } from './catalogue.ts'
import { type Metric, type MetricKey, metricKey } from './metric.ts'
import type { NodeMetrics, NodeRole } from './node-metrics.ts'

/** Parts of a request's time, in the order in which it meets them. */
export const STAGE_METRICS = [
  'req_queue_ms',
  'req_local_ms',
  'req_remote_ms',
  'req_throttle_ms',
  'resp_queue_ms',
  'resp_send_ms',
] as const

/** Stages by their mean, which may be stacked; exporters that tell none have their p99 kept instead. */
const STAGES = STAGE_METRICS.flatMap((stage) => TIMED_REQUESTS.map((request) => metricKey(stage, request, 'mean')))

const TOTALS = TIMED_REQUESTS.flatMap((request) =>
  ['p50', 'p95', 'p99'].map((statistic) => metricKey('req_total_ms', request, statistic)),
)

const JVM = ['heap_used', 'heap_after_gc', 'gc_time_s', 'cpu_cores', 'open_fds']

const BROKER: readonly MetricKey[] = [
  'bytes_in',
  'bytes_out',
  'messages_in',
  'replication_bytes_in',
  'replication_bytes_out',
  'failed_produce',
  'failed_fetch',
  'requests/Produce',
  'requests/FetchConsumer',
  ...TOTALS,
  ...STAGES,
  'network_idle',
  'handler_idle',
  'request_queue_size',
  'response_queue_size',
  'purgatory_size/Produce',
  'purgatory_size/Fetch',
  'connections',
  'under_replicated',
  'isr_shrinks',
  'isr_expands',
  'max_replica_lag',
  'log_flush_ms/p99',
  ...JVM,
]

const CONTROLLER: readonly MetricKey[] = [
  'active_controllers',
  'offline_partitions',
  'fenced_brokers',
  'unclean_elections',
  'leader_election_ms/p99',
  'controller_queue_ms/p99',
  'controller_processing_ms/p99',
  'controller_record_lag_ms',
  'raft_commit_ms',
  'raft_high_watermark',
  ...JVM,
]

const HOST: readonly MetricKey[] = [
  'node_cpu_busy',
  'node_cpu_iowait',
  'node_net_rx',
  'node_net_tx',
  'node_net_busy',
  'node_disk_busy',
  'node_disk_read',
  'node_disk_write',
  'node_disk_write_ms',
  'node_mem_available',
  'node_mem_cached',
]

/** Keys kept for each node of a role. Of metrics by device or listener, one value over all of them. */
export const CHARTED_KEYS: Readonly<Record<NodeRole, readonly MetricKey[]>> = {
  // Brokers that may be the controller tell of that, too: with ZooKeeper every one, with KRaft those in combined mode.
  broker: [...BROKER, ...CONTROLLER.filter((key) => !JVM.includes(key))],
  controller: CONTROLLER,
  host: HOST,
}

/** Rates of topics that are kept, summed over brokers, for the busiest topics. */
export const CHARTED_TOPIC_KEYS = ['bytes_in', 'bytes_out', 'messages_in'] as const

/** The p99 of a stage: what is kept where no mean is told. Null for other keys. */
export function insteadOf(key: MetricKey): MetricKey | null {
  return key.endsWith('/mean') ? `${key.slice(0, -'mean'.length)}p99` : null
}

/** Whether a key is kept over time of nodes of that role. */
export function isCharted(role: NodeRole, key: MetricKey): boolean {
  const mean = key.endsWith('/p99') ? `${key.slice(0, -'p99'.length)}mean` : key
  return CHARTED_KEYS[role].includes(key) || CHARTED_KEYS[role].includes(mean)
}

/**
 * The values to keep of one reading: charted key → value. Values of a metric by device or listener become one, as the
 * metric says (sum, max, min). What is not told is absent.
 */
export function chartedValues({
  target,
  values,
}: Pick<NodeMetrics, 'target' | 'values'>): ReadonlyMap<MetricKey, number> {
  const kept = new Map<MetricKey, number>()
  for (const key of CHARTED_KEYS[target.role]) {
    const value = values.get(key)
    const instead = insteadOf(key)
    if (value !== undefined) kept.set(key, value)
    else if (instead !== null && values.has(instead)) kept.set(instead, values.get(instead) as number)
  }
  for (const [key, value] of values) fold(kept, key, { value, role: target.role })
  return kept
}

const FOLDED: Readonly<Record<NodeRole, ReadonlyMap<string, Metric>>> = {
  broker: foldedOf('broker'),
  controller: foldedOf('controller'),
  host: foldedOf('host'),
}

function foldedOf(role: NodeRole): ReadonlyMap<string, Metric> {
  const metrics = CHARTED_KEYS[role].flatMap((key) => metricOf(key) ?? [])
  return new Map(metrics.filter(({ labels }) => labels.length > 0).map((metric) => [metric.id, metric]))
}

function fold(kept: Map<MetricKey, number>, key: MetricKey, { value, role }: { value: number; role: NodeRole }): void {
  const slash = key.indexOf('/')
  const metric = slash < 0 ? undefined : FOLDED[role].get(key.slice(0, slash))
  if (metric === undefined) return
  const before = kept.get(metric.id)
  kept.set(metric.id, before === undefined ? value : together(metric, before, value))
}

function together({ over }: Metric, a: number, b: number): number {
  if (over === 'sum') return a + b
  return over === 'min' ? Math.min(a, b) : Math.max(a, b)
}
