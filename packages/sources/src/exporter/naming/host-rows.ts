// node_exporter: the host.
import { from, noneOf, oneOf, type RowSpec, row, unlike } from './row.ts'
import type { SeriesRow } from './series-row.ts'

const DEVICE = [from('device')]
const MOUNT = [from('mountpoint')]
/** Loops and the ends of containers' cables. */
const NETWORK = [unlike('device', 'lo|veth.*|docker.*|cni.*|flannel.*|cali.*|br-.*|virbr.*|tun.*|kube-.*|dummy.*')]
/** Without what lies on other devices: their bytes would count twice. */
const DISKS = [unlike('device', 'loop.*|ram.*|zram.*|sr[0-9]+|fd[0-9]+|dm-[0-9]+|md[0-9]+')]
const FILE_SYSTEMS = [noneOf('fstype', 'tmpfs', 'devtmpfs', 'overlay', 'squashfs', 'ramfs', 'iso9660', 'nsfs')]

function host(metric: string, names: string | readonly string[], more: Partial<RowSpec> = {}): SeriesRow {
  return row({ metric, namings: ['N'], names: typeof names === 'string' ? [names] : names, combine: 'sum', ...more })
}

function network(metric: string, names: string | readonly string[]): SeriesRow {
  return host(metric, names, { labels: DEVICE, where: NETWORK })
}

function disk(metric: string, name: string, more: Partial<RowSpec> = {}): SeriesRow {
  return host(metric, name, { labels: DEVICE, where: DISKS, ...more })
}

function fileSystem(metric: string, name: string): SeriesRow {
  // Bound into several places, a file system is told several times: by mountpoint it is one each.
  return host(metric, name, { labels: MOUNT, where: FILE_SYSTEMS, combine: 'max' })
}

const CPU_SECONDS = 'node_cpu_seconds_total'
/** Rate of seconds: the share of time, 0 to 1. */
const SHARE = { reads: 'count', provenance: 'derived' } as const
const BY_CPU = { ...SHARE, combine: { meanOver: 'cpu' } } as const

export const HOST_ROWS: readonly SeriesRow[] = [
  // A CPU that waits for a disk has nothing to do; time lent to others is busy for us.
  host('node_cpu_busy', CPU_SECONDS, { ...BY_CPU, where: [noneOf('mode', 'idle', 'iowait')] }),
  host('node_cpu_iowait', CPU_SECONDS, { ...BY_CPU, where: [oneOf('mode', 'iowait')] }),
  host('node_cpus', CPU_SECONDS, {
    reads: 'value',
    provenance: 'derived',
    combine: { countOf: 'cpu' },
    where: [oneOf('mode', 'idle')],
  }),
  host('node_load1', 'node_load1'),
  network('node_net_rx', 'node_network_receive_bytes_total'),
  network('node_net_tx', 'node_network_transmit_bytes_total'),
  network('node_net_speed', 'node_network_speed_bytes'),
  network('node_net_errors', [
    'node_network_receive_errs_total',
    'node_network_transmit_errs_total',
    'node_network_receive_drop_total',
    'node_network_transmit_drop_total',
  ]),
  host('node_tcp_retransmits', 'node_netstat_Tcp_RetransSegs'),
  disk('node_disk_busy', 'node_disk_io_time_seconds_total', SHARE),
  disk('node_disk_read', 'node_disk_read_bytes_total'),
  disk('node_disk_write', 'node_disk_written_bytes_total'),
  disk('node_disk_write_ms', 'node_disk_write_time_seconds_total', { reads: 'sum', scale: 1e3, provenance: 'derived' }),
  disk('node_disk_write_ms', 'node_disk_writes_completed_total', { reads: 'samples', provenance: 'derived' }),
  disk('node_disk_read_ms', 'node_disk_read_time_seconds_total', { reads: 'sum', scale: 1e3, provenance: 'derived' }),
  disk('node_disk_read_ms', 'node_disk_reads_completed_total', { reads: 'samples', provenance: 'derived' }),
  host('node_mem_total', 'node_memory_MemTotal_bytes'),
  host('node_mem_available', 'node_memory_MemAvailable_bytes'),
  host('node_mem_cached', 'node_memory_Cached_bytes'),
  host('node_major_faults', 'node_vmstat_pgmajfault'),
  fileSystem('node_fs_avail', 'node_filesystem_avail_bytes'),
  fileSystem('node_fs_size', 'node_filesystem_size_bytes'),
  host('node_time', 'node_time_seconds'),
  host('node_boot_time', 'node_boot_time_seconds'),
]
