// The canonical metrics: what Perigee understands of brokers, controllers, their Java processes and hosts. Names of MBeans
// are Kafka's (kafka.server, kafka.network, kafka.controller, kafka.log), of hosts node_exporter's.
import type { Aggregation, Metric, MetricGroup, MetricKey, MetricKind, MetricPlace, MetricUnit } from './metric.ts'

interface More {
  readonly labels?: readonly string[]
  readonly byTopic?: boolean
  readonly mode?: 'zookeeper' | 'kraft'
}

const section =
  (group: MetricGroup, on: MetricPlace) =>
  (id: string, kind: MetricKind, unit: MetricUnit, over: Aggregation, title: string, more: More = {}): Metric => ({
    id,
    group,
    kind,
    unit,
    over,
    on,
    title,
    labels: more.labels ?? [],
    byTopic: more.byTopic ?? false,
    mode: more.mode ?? null,
  })

const throughput = section('throughput', 'broker')
const failures = section('failures', 'broker')
const requests = section('requests', 'broker')
const times = section('times', 'broker')
const threads = section('threads', 'broker')
const replication = section('replication', 'broker')
const controller = section('controller', 'controller')
const kraft = section('kraft', 'node')
const log = section('log', 'broker')
const broker = section('broker', 'broker')
const zookeeper = section('zookeeper', 'broker')
const jvm = section('jvm', 'node')
const host = section('host', 'host')

const REQUEST = { labels: ['request'] } as const
const ZOOKEEPER = { mode: 'zookeeper' } as const
const KRAFT = { mode: 'kraft' } as const

/** Requests whose times are kept: the three that users feel. */
export const TIMED_REQUESTS = ['Produce', 'FetchConsumer', 'FetchFollower'] as const

export const METRICS: readonly Metric[] = [
  throughput('bytes_in', 'counter', 'B/s', 'sum', 'Bytes in from clients', { byTopic: true }),
  throughput('bytes_out', 'counter', 'B/s', 'sum', 'Bytes out to clients', { byTopic: true }),
  throughput('messages_in', 'counter', 'messages/s', 'sum', 'Messages in', { byTopic: true }),
  throughput('bytes_rejected', 'counter', 'B/s', 'sum', 'Bytes rejected'),
  throughput('replication_bytes_in', 'counter', 'B/s', 'sum', 'Replication in'),
  throughput('replication_bytes_out', 'counter', 'B/s', 'sum', 'Replication out'),
  throughput('reassignment_bytes_in', 'counter', 'B/s', 'sum', 'Reassignment in'),
  throughput('reassignment_bytes_out', 'counter', 'B/s', 'sum', 'Reassignment out'),

  failures('failed_produce', 'counter', 'requests/s', 'sum', 'Failed produce requests'),
  failures('failed_fetch', 'counter', 'requests/s', 'sum', 'Failed fetch requests'),
  failures('total_produce', 'counter', 'requests/s', 'sum', 'Produce requests by partition'),
  failures('total_fetch', 'counter', 'requests/s', 'sum', 'Fetch requests by partition'),
  failures('produce_conversions', 'counter', 'messages/s', 'sum', 'Message conversions on produce'),
  failures('fetch_conversions', 'counter', 'messages/s', 'sum', 'Message conversions on fetch'),
  failures('request_errors', 'counter', 'requests/s', 'sum', 'Requests answered with an error', {
    labels: ['request', 'error'],
  }),

  requests('requests', 'counter', 'requests/s', 'sum', 'Requests', REQUEST),
  requests('requests_by_version', 'counter', 'requests/s', 'sum', 'Requests by version', {
    labels: ['request', 'version'],
  }),

  times('req_total_ms', 'quantiles', 'ms', 'max', 'Total time', REQUEST),
  times('req_queue_ms', 'quantiles', 'ms', 'max', 'Request queue time', REQUEST),
  times('req_local_ms', 'quantiles', 'ms', 'max', 'Local time', REQUEST),
  times('req_remote_ms', 'quantiles', 'ms', 'max', 'Remote time', REQUEST),
  times('req_throttle_ms', 'quantiles', 'ms', 'max', 'Throttle time', REQUEST),
  times('resp_queue_ms', 'quantiles', 'ms', 'max', 'Response queue time', REQUEST),
  times('resp_send_ms', 'quantiles', 'ms', 'max', 'Response send time', REQUEST),

  threads('request_queue_size', 'gauge', 'requests', 'max', 'Request queue'),
  threads('response_queue_size', 'gauge', 'requests', 'max', 'Response queue'),
  threads('network_idle', 'fraction', 'ratio', 'min', 'Network processors idle'),
  threads('network_idle_thread', 'fraction', 'ratio', 'none', 'Network processor idle', { labels: ['thread'] }),
  threads('handler_idle', 'fraction', 'ratio', 'min', 'Request handlers idle'),
  threads('purgatory_size', 'gauge', 'requests', 'sum', 'Purgatory', { labels: ['operation'] }),
  threads('expired_connections', 'gauge', 'connections', 'sum', 'Connections closed for expired authentication'),
  threads('connections', 'gauge', 'connections', 'sum', 'Connections', { labels: ['listener'] }),

  replication('under_replicated', 'gauge', 'partitions', 'sum', 'Under-replicated partitions'),
  replication('under_min_isr', 'gauge', 'partitions', 'sum', 'Partitions under min ISR'),
  replication('at_min_isr', 'gauge', 'partitions', 'sum', 'Partitions at min ISR'),
  replication('offline_replicas', 'gauge', 'replicas', 'sum', 'Offline replicas'),
  replication('leaders', 'gauge', 'partitions', 'sum', 'Leaders'),
  replication('partitions', 'gauge', 'replicas', 'sum', 'Replicas'),
  replication('reassigning', 'gauge', 'partitions', 'sum', 'Reassigning partitions'),
  replication('late_transactions', 'gauge', 'partitions', 'sum', 'Partitions with late transactions'),
  replication('isr_shrinks', 'counter', '1/s', 'sum', 'ISR shrinks'),
  replication('isr_expands', 'counter', '1/s', 'sum', 'ISR expansions'),
  replication('max_replica_lag', 'gauge', 'messages', 'max', 'Largest replica lag'),

  controller('active_controllers', 'gauge', 'brokers', 'sum', 'Active controllers'),
  controller('offline_partitions', 'gauge', 'partitions', 'controller', 'Offline partitions'),
  controller('preferred_imbalance', 'gauge', 'partitions', 'controller', 'Leaders that are not the preferred'),
  controller('global_topics', 'gauge', 'topics', 'controller', 'Topics'),
  controller('global_partitions', 'gauge', 'partitions', 'controller', 'Partitions'),
  controller('active_brokers', 'gauge', 'brokers', 'controller', 'Active brokers', KRAFT),
  controller('fenced_brokers', 'gauge', 'brokers', 'controller', 'Fenced brokers', KRAFT),
  controller('metadata_errors', 'gauge', '1/s', 'controller', 'Metadata errors', KRAFT),
  controller('unclean_elections', 'counter', '1/s', 'sum', 'Unclean leader elections'),
  controller('leader_election_ms', 'quantiles', 'ms', 'max', 'Leader election time', ZOOKEEPER),
  controller('controller_queue_ms', 'quantiles', 'ms', 'controller', 'Controller event queue time'),
  controller('controller_processing_ms', 'quantiles', 'ms', 'controller', 'Controller event processing time'),
  controller('controller_record_lag_ms', 'gauge', 'ms', 'max', 'Controller record lag', KRAFT),
  controller('broker_heartbeat_timeouts', 'counter', '1/s', 'controller', 'Broker heartbeats timed out', KRAFT),

  kraft('raft_state', 'state', 'state', 'none', 'Quorum role', KRAFT),
  kraft('raft_leader', 'gauge', 'id', 'none', 'Quorum leader', KRAFT),
  kraft('raft_epoch', 'gauge', 'offset', 'none', 'Quorum epoch', KRAFT),
  kraft('raft_high_watermark', 'gauge', 'offset', 'none', 'Quorum high watermark', KRAFT),
  kraft('raft_log_end', 'gauge', 'offset', 'none', 'Quorum log end', KRAFT),
  kraft('raft_commit_ms', 'gauge', 'ms', 'max', 'Quorum commit latency', KRAFT),
  kraft('raft_election_ms', 'gauge', 'ms', 'max', 'Quorum election latency', KRAFT),
  kraft('broker_metadata_lag_ms', 'gauge', 'ms', 'max', 'Metadata lag', KRAFT),
  kraft('metadata_load_errors', 'gauge', '1/s', 'sum', 'Metadata load errors', KRAFT),
  kraft('metadata_apply_errors', 'gauge', '1/s', 'sum', 'Metadata apply errors', KRAFT),

  log('log_flush_ms', 'quantiles', 'ms', 'max', 'Log flush time'),
  log('offline_log_dirs', 'gauge', 'directories', 'sum', 'Offline log directories'),
  log('log_dir_offline', 'gauge', 'state', 'none', 'Log directory offline', { labels: ['directory'] }),

  broker('broker_state', 'state', 'state', 'none', 'Broker state'),
  broker('disk_read_bytes', 'counter', 'B/s', 'sum', 'Bytes read from disk by the broker'),
  broker('disk_write_bytes', 'counter', 'B/s', 'sum', 'Bytes written to disk by the broker'),

  zookeeper('zk_disconnects', 'counter', '1/s', 'sum', 'ZooKeeper disconnects', ZOOKEEPER),
  zookeeper('zk_expires', 'counter', '1/s', 'sum', 'ZooKeeper sessions expired', ZOOKEEPER),
  zookeeper('zk_request_ms', 'quantiles', 'ms', 'max', 'ZooKeeper request time', ZOOKEEPER),

  jvm('heap_used', 'gauge', 'bytes', 'max', 'Heap used'),
  jvm('heap_max', 'gauge', 'bytes', 'max', 'Heap limit'),
  jvm('heap_after_gc', 'gauge', 'bytes', 'max', 'Heap after collection'),
  jvm('gc_time_s', 'counter', 'ratio', 'max', 'Share of time in garbage collection'),
  jvm('gc_count', 'counter', '1/s', 'max', 'Garbage collections'),
  jvm('threads', 'gauge', 'threads', 'max', 'Threads'),
  jvm('deadlocks', 'gauge', 'threads', 'sum', 'Deadlocked threads'),
  jvm('cpu_cores', 'counter', 'cores', 'max', 'CPU used by the process'),
  jvm('cpus', 'gauge', 'cores', 'max', 'CPUs of the host as Java sees them'),
  jvm('open_fds', 'gauge', 'files', 'max', 'Open files'),
  jvm('max_fds', 'gauge', 'files', 'min', 'Limit of open files'),
  jvm('rss', 'gauge', 'bytes', 'max', 'Resident memory'),
  jvm('start_time', 'gauge', 's', 'none', 'Start of the process, epoch seconds'),

  host('node_cpu_busy', 'fraction', 'ratio', 'max', 'CPU busy'),
  host('node_cpu_iowait', 'fraction', 'ratio', 'max', 'CPU waiting for disks'),
  host('node_cpus', 'gauge', 'cores', 'max', 'CPUs'),
  host('node_load1', 'gauge', 'threads', 'max', 'Load, 1 min'),
  host('node_net_rx', 'counter', 'B/s', 'sum', 'Network in', { labels: ['device'] }),
  host('node_net_tx', 'counter', 'B/s', 'sum', 'Network out', { labels: ['device'] }),
  host('node_net_speed', 'gauge', 'B/s', 'none', 'Network capacity', { labels: ['device'] }),
  host('node_net_busy', 'fraction', 'ratio', 'max', 'Network busy', { labels: ['device'] }),
  host('node_net_errors', 'counter', '1/s', 'sum', 'Network errors and drops', { labels: ['device'] }),
  host('node_tcp_retransmits', 'counter', '1/s', 'sum', 'TCP segments sent again'),
  host('node_disk_busy', 'fraction', 'ratio', 'max', 'Disk busy', { labels: ['device'] }),
  host('node_disk_read', 'counter', 'B/s', 'sum', 'Disk read', { labels: ['device'] }),
  host('node_disk_write', 'counter', 'B/s', 'sum', 'Disk written', { labels: ['device'] }),
  host('node_disk_write_ms', 'gauge', 'ms', 'max', 'Time of a disk write', { labels: ['device'] }),
  host('node_disk_read_ms', 'gauge', 'ms', 'max', 'Time of a disk read', { labels: ['device'] }),
  host('node_mem_total', 'gauge', 'bytes', 'sum', 'Memory'),
  host('node_mem_available', 'gauge', 'bytes', 'min', 'Memory available'),
  host('node_mem_cached', 'gauge', 'bytes', 'min', 'Page cache'),
  host('node_major_faults', 'counter', '1/s', 'max', 'Major page faults'),
  host('node_fs_avail', 'gauge', 'bytes', 'none', 'File system free', { labels: ['mountpoint'] }),
  host('node_fs_size', 'gauge', 'bytes', 'none', 'File system size', { labels: ['mountpoint'] }),
  host('node_time', 'gauge', 's', 'none', "The host's clock, epoch seconds"),
  host('node_boot_time', 'gauge', 's', 'none', 'Start of the host, epoch seconds'),
]

const BY_ID: ReadonlyMap<string, Metric> = new Map(METRICS.map((metric) => [metric.id, metric]))

export function metricOf(id: string): Metric | undefined {
  return BY_ID.get(id)
}

/** The metric that a key is a value of; undefined for a key of none. */
export function metricOfKey(key: MetricKey): Metric | undefined {
  const slash = key.indexOf('/')
  return BY_ID.get(slash < 0 ? key : key.slice(0, slash))
}

/** Values of broker_state (kafka.server:type=KafkaServer,name=BrokerState; org.apache.kafka.metadata.BrokerState). */
export const BROKER_STATES: ReadonlyMap<number, string> = new Map([
  [0, 'not running'],
  [1, 'starting'],
  [2, 'recovering its logs'],
  [3, 'running'],
  [6, 'about to shut down'],
  [7, 'shutting down'],
  [127, 'unknown'],
])

/** Values of raft_state, as Perigee numbers them: exporters tell it as text (KafkaRaftMetrics, current-state). */
export const RAFT_STATES = [
  'unattached',
  'observer',
  'follower',
  'voted',
  'prospective',
  'candidate',
  'leader',
] as const
