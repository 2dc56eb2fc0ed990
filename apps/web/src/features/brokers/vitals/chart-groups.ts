import type { SeriesPeersProps } from '../../../ui/plot/series-peers.tsx'

type ChartOf = Pick<SeriesPeersProps, 'metric' | 'title' | 'note' | 'pick' | 'shape'>

export interface ChartGroup {
  readonly title: string
  /** Groups of vitals it shows: one in trouble opens it. */
  readonly vitals: readonly string[]
  readonly charts: readonly ChartOf[]
  /** Open before anybody presses it. */
  readonly open?: true
  readonly only?: 'zookeeper'
}

const chart = (metric: string, title: string, note: string): ChartOf => ({ metric, title, note })
const idle = (metric: string, title: string): ChartOf => ({ metric, title, note: 'share of their time', pick: 'min' })

/** Small multiples of one broker against all: the same size, the same axis of time, one look. */
export const CHART_GROUPS: readonly ChartGroup[] = [
  {
    title: 'Threads and queues',
    vitals: ['threads', 'requests'],
    open: true,
    charts: [
      idle('handler_idle', 'Request handlers idle'),
      idle('network_idle', 'Network processors idle'),
      chart('request_queue_size', 'Request queue', 'requests'),
      chart('response_queue_size', 'Response queue', 'requests'),
      chart('purgatory_size/Produce', 'Produce purgatory', 'requests that wait for followers'),
      chart('purgatory_size/Fetch', 'Fetch purgatory', 'requests that wait for data'),
    ],
  },
  {
    title: 'Traffic',
    vitals: ['throughput', 'failures'],
    open: true,
    charts: [
      chart('bytes_in', 'Bytes in', 'from clients'),
      chart('bytes_out', 'Bytes out', 'to clients'),
      chart('replication_bytes_in', 'Replication in', 'from other leaders'),
      chart('failed_produce', 'Failed produce requests', 'per second'),
      chart('failed_fetch', 'Failed fetch requests', 'per second'),
      chart('connections', 'Connections', 'on all listeners'),
    ],
  },
  {
    title: 'Replication and log',
    vitals: ['replication', 'log', 'broker'],
    open: true,
    charts: [
      chart('log_flush_ms/p99', 'Log flush', 'ms, p99'),
      chart('isr_shrinks', 'ISR shrinks', 'per second'),
      chart('isr_expands', 'ISR expansions', 'per second'),
      chart('max_replica_lag', 'Largest replica lag', 'messages, as a follower'),
    ],
  },
  {
    title: 'Leader election',
    vitals: ['controller'],
    only: 'zookeeper',
    charts: [chart('leader_election_ms/p99', 'Leader election time', 'ms, p99, told by the controller')],
  },
  {
    title: 'Java process',
    vitals: ['jvm'],
    charts: [
      chart('heap_after_gc', 'Heap after collection', 'what is really in use'),
      chart('gc_time_s', 'Garbage collection', 'share of time'),
      chart('cpu_cores', 'CPU of the process', 'cores'),
      chart('open_fds', 'Open files', 'sockets and segments'),
    ],
  },
  {
    title: 'Host',
    vitals: ['host'],
    charts: [
      chart('node_cpu_busy', 'CPU busy', 'share of the host’s'),
      chart('node_cpu_iowait', 'CPU waiting for disks', 'share of time'),
      chart('node_disk_busy', 'Disk busy', 'the busiest disk'),
      chart('node_disk_write_ms', 'Time of a disk write', 'ms, the slowest disk'),
      chart('node_net_rx', 'Network in', 'all devices'),
      chart('node_net_tx', 'Network out', 'all devices'),
      chart('node_net_busy', 'Network busy', 'share of what the busiest device can carry'),
      { ...chart('node_mem_cached', 'Page cache', 'what serves consumers without a disk'), pick: 'min' },
    ],
  },
]
