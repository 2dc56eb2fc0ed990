import { metricOfKey } from '../metrics/catalogue.ts'
import type { MetricKey } from '../metrics/metric.ts'
import type { Provenance } from '../metrics/node-metrics.ts'
import { type Status, statusRank } from '../status.ts'
import { type Better, columnOf, standingIn, usualOf } from './columns.ts'
import {
  labelOf,
  type MetricScene,
  metricLargest,
  metricSum,
  metricValue,
  requestRate,
  type SeenNode,
} from './scene.ts'
import { isOf } from './totals.ts'

/** One number of a broker among its peers. */
export interface Vital {
  /** Canonical key, as history keeps it. */
  readonly key: MetricKey
  readonly title: string
  readonly group: string
  readonly unit: string
  readonly value: number | null
  readonly median: number | null
  /** 1 = best. */
  readonly rank: number | null
  readonly of: number
  readonly peers: readonly number[]
  readonly status: Status
  readonly provenance: Provenance | null
}

interface Watched {
  readonly key: MetricKey
  readonly title?: string
  readonly better: Better
  /** Over labels: the largest (the worst disk) or the sum (all network devices). Default: the key itself. */
  readonly over?: 'largest' | 'sum'
  /** Not worth a warning on this side of it, however far it is from the others. Without it there is no warning at all. */
  readonly floor?: number
  /** Its percentiles are old while no such request comes. */
  readonly request?: string
}

const times = (request: string): readonly Watched[] => {
  const of = request === 'Produce' ? 'produce' : request === 'FetchConsumer' ? 'consumer fetch' : 'follower fetch'
  const total = request === 'Produce' ? { floor: 50 } : {}
  return [
    { key: `req_total_ms/${request}/p99`, title: `${capital(of)} p99`, better: 'low', request, ...total },
    { key: `req_queue_ms/${request}/p99`, title: `Queue time of ${of} p99`, better: 'low', floor: 25, request },
    { key: `req_local_ms/${request}/p99`, title: `Local time of ${of} p99`, better: 'low', floor: 25, request },
    // Of fetches it is the wait for records, and no trouble.
    { key: `req_remote_ms/${request}/p99`, title: `Remote time of ${of} p99`, better: 'low', request, ...total },
    { key: `resp_send_ms/${request}/p99`, title: `Send time of ${of} p99`, better: 'low', floor: 25, request },
  ]
}

/** What is compared, in the order of a table where nothing stands out. */
const WATCHED: readonly Watched[] = [
  ...times('Produce'),
  ...times('FetchConsumer'),
  ...times('FetchFollower'),
  { key: 'log_flush_ms/p99', title: 'Log flush p99', better: 'low', floor: 50 },
  { key: 'handler_idle', better: 'high', floor: 0.3 },
  { key: 'network_idle', better: 'high', floor: 0.3 },
  { key: 'request_queue_size', better: 'low', floor: 50 },
  { key: 'response_queue_size', better: 'low', floor: 50 },
  { key: 'max_replica_lag', better: 'low', floor: 1000 },
  { key: 'isr_shrinks', better: 'low', floor: 0.01 },
  { key: 'purgatory_size/Produce', title: 'Produce purgatory', better: 'low' },
  { key: 'purgatory_size/Fetch', title: 'Fetch purgatory', better: 'low' },
  { key: 'zk_request_ms/p99', title: 'ZooKeeper request p99', better: 'low', floor: 100 },
  { key: 'bytes_in', better: 'low' },
  { key: 'bytes_out', better: 'low' },
  { key: 'messages_in', better: 'low' },
  { key: 'replication_bytes_in', better: 'low' },
  { key: 'replication_bytes_out', better: 'low' },
  { key: 'produce_conversions', better: 'low', floor: 100 },
  { key: 'fetch_conversions', better: 'low', floor: 100 },
  { key: 'failed_produce', better: 'low', floor: 1 },
  { key: 'failed_fetch', better: 'low', floor: 1 },
  { key: 'connections', better: 'low', over: 'sum' },
  { key: 'gc_time_s', better: 'low', floor: 0.05 },
  { key: 'heap_after_gc', better: 'low' },
  { key: 'cpu_cores', title: 'CPU of the broker', better: 'low' },
  { key: 'open_fds', better: 'low' },
  { key: 'disk_read_bytes', better: 'low' },
  { key: 'disk_write_bytes', better: 'low' },
  { key: 'node_cpu_busy', title: 'CPU of the host busy', better: 'low', floor: 0.85 },
  { key: 'node_cpu_iowait', better: 'low', floor: 0.2 },
  { key: 'node_disk_busy', title: 'Busiest disk', better: 'low', over: 'largest', floor: 0.8 },
  { key: 'node_disk_write_ms', title: 'Slowest disk write', better: 'low', over: 'largest', floor: 20 },
  { key: 'node_disk_read_ms', title: 'Slowest disk read', better: 'low', over: 'largest', floor: 20 },
  { key: 'node_net_rx', better: 'low', over: 'sum' },
  { key: 'node_net_tx', better: 'low', over: 'sum' },
  { key: 'node_net_busy', title: 'Busiest network device', better: 'low', over: 'largest', floor: 0.7 },
  { key: 'node_net_errors', better: 'low', over: 'sum', floor: 1 },
  { key: 'node_tcp_retransmits', better: 'low', floor: 10 },
  { key: 'node_mem_available', better: 'high' },
  { key: 'node_mem_cached', better: 'high' },
  { key: 'node_major_faults', better: 'low', floor: 50 },
]

/** How far from the others a value must be to be told. */
const RATIO = 3

/** One broker against its peers, worst deviation first; what nobody of them tells is left out. */
export function brokerVitals(scene: MetricScene, broker: number): readonly Vital[] {
  return WATCHED.filter(({ key }) => isOf({ mode: metricOfKey(key)?.mode ?? null }, scene))
    .flatMap((watched) => vitalOf(scene, watched, broker))
    .map((vital, order) => ({ vital, order }))
    .sort(
      (a, b) =>
        statusRank(a.vital.status) - statusRank(b.vital.status) ||
        deviation(b.vital) - deviation(a.vital) ||
        a.order - b.order,
    )
    .map(({ vital }) => vital)
}

function vitalOf(scene: MetricScene, watched: Watched, broker: number): Vital[] {
  const name = `vital ${watched.key} ${watched.over ?? ''}`
  const column = columnOf(scene, name, {
    better: watched.better,
    of: (node) => toldOf(node, watched)?.value ?? null,
  })
  if (column.values.size === 0) return []
  const label = watched.over === 'largest' ? largestLabel(scene, watched, broker) : ''
  const metric = metricOfKey(watched.key)
  const value = column.values.get(broker) ?? null
  return [
    {
      key: watched.key,
      title: `${watched.title ?? metric?.title ?? watched.key}${label === '' ? '' : `, ${label}`}`,
      group: metric?.group ?? '',
      unit: metric?.unit ?? '',
      value,
      ...standingIn(column, broker),
      status: statusOf(watched, value, usualOf(column, broker)),
      provenance: provenanceOf(scene, watched.key, broker),
    },
  ]
}

function largestLabel(scene: MetricScene, watched: Watched, broker: number): string {
  const node = scene.brokers.find(({ id }) => id === broker)
  const told = node === undefined ? null : toldOf(node, watched)
  return told === null ? '' : labelOf(told.key)
}

function toldOf(node: SeenNode, watched: Watched): { key: MetricKey; value: number } | null {
  if (watched.request !== undefined && requestRate(node, watched.request) === 0) return null
  if (watched.over === 'largest') return metricLargest(node, watched.key)
  const value = watched.over === 'sum' ? metricSum(node, watched.key) : metricValue(node, watched.key)
  return value === null ? null : { key: watched.key, value }
}

/** A warning only past the floor and far from the others: 2 ms against 0.4 ms is five times as much and nothing. */
function statusOf({ floor, better }: Watched, value: number | null, usual: number | null): Status {
  if (value === null) return 'unknown'
  if (floor === undefined) return 'ok'
  if (usual === null) return 'ok'
  const isBad = better === 'low' ? value >= floor && value >= RATIO * usual : value <= floor && value * RATIO <= usual
  return isBad ? 'warning' : 'ok'
}

/** In powers of two, to either side. */
function deviation({ value, median }: Vital): number {
  if (value === null || median === null || value <= 0 || median <= 0) return 0
  return Math.abs(Math.log2(value / median))
}

function provenanceOf(scene: MetricScene, key: MetricKey, broker: number): Provenance | null {
  const metric = metricOfKey(key)
  const node = scene.brokers.find(({ id }) => id === broker)
  const page = metric?.on === 'host' ? node?.host : node?.process
  return page?.capabilities.find((capability) => capability.metric === metric?.id)?.provenance ?? null
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
