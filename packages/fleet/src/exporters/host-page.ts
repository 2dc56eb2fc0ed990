// The page of node_exporter on a broker's host: the same load as the broker's, seen by the kernel.
import { usedBytes } from '../world/log-dir.ts'
import { CPUS } from './beans/java-machine.ts'
import { MetricPage, type MetricType } from './page/metric-page.ts'
import { type BrokerVitals, hostStartedAt } from './vitals/broker-vitals.ts'

/** Call it for each scrape. */
export type HostPage = (names: ReadonlySet<string> | null) => string

const MEMORY_BYTES = 64 * 2 ** 30
const HEAP_BYTES = 6.6 * 2 ** 30
export const NETWORK_BYTES_PER_SECOND = 1.25e9
const ROOT_BYTES = 40 * 2 ** 30
const SECTOR_BYTES = 512

type Put = (name: string, value: number, labels?: Readonly<Record<string, string>>) => void

export function hostPage(vitals: BrokerVitals): HostPage {
  return (names) => {
    vitals.look()
    const page = new MetricPage()
    const put =
      (type: MetricType): Put =>
      (name, value, labels = {}) =>
        page.add({ name, type, help: `${name} of the host.` }, value, Object.entries(labels))
    const gauge = put('gauge')
    const counter = put('counter')
    processors(gauge, counter, vitals)
    memory(gauge, put('untyped'), vitals)
    network(gauge, counter, vitals)
    segments(put('untyped'), vitals)
    disks(gauge, counter, vitals)
    fileSystems(gauge, vitals)
    gauge('node_time_seconds', vitals.cluster.now / 1000)
    gauge('node_boot_time_seconds', hostStartedAt(vitals.broker) / 1000)
    gauge('node_exporter_build_info', 1, { version: '1.8.2' })
    gauge('node_uname_info', 1, { nodename: `kafka-${vitals.broker.id}`, sysname: 'Linux' })
    return page.text(names)
  }
}

function processors(gauge: Put, counter: Put, { host, pressure }: BrokerVitals): void {
  for (let cpu = 0; cpu < CPUS; cpu += 1) {
    for (const [mode, seconds] of Object.entries(host.cpu)) {
      counter('node_cpu_seconds_total', hundredths(seconds / CPUS), { cpu: String(cpu), mode })
    }
  }
  const load = CPUS * (pressure.hostCpu + pressure.ioWait) + 0.2
  gauge('node_load1', hundredths(load))
  gauge('node_load5', hundredths(load))
  gauge('node_load15', hundredths(load))
  gauge('node_procs_blocked', Math.round(CPUS * pressure.ioWait))
}

function memory(gauge: Put, untyped: Put, { host, pressure }: BrokerVitals): void {
  // What the process leaves is page cache; other processes take of both.
  const others = 1.5 * 2 ** 30 + (pressure.hostCpu - pressure.processCpu) * 4 * 2 ** 30
  const free = 0.9 * 2 ** 30
  const cached = MEMORY_BYTES - HEAP_BYTES - others - free
  gauge('node_memory_MemTotal_bytes', MEMORY_BYTES)
  gauge('node_memory_MemFree_bytes', free)
  gauge('node_memory_Cached_bytes', Math.round(cached))
  gauge('node_memory_Buffers_bytes', 0.2 * 2 ** 30)
  gauge('node_memory_MemAvailable_bytes', Math.round(cached * 0.96 + free))
  gauge(
    'node_memory_Dirty_bytes',
    Math.round(pressure.diskWriteBytesPerSecond * Math.min(30, 2 + pressure.diskWriteMs)),
  )
  untyped('node_vmstat_pgmajfault', Math.floor(host.majorFaults))
}

function network(gauge: Put, counter: Put, { host }: BrokerVitals): void {
  const eth0 = { device: 'eth0' }
  for (const [device, share] of [
    ['eth0', 1],
    ['lo', 0.001],
  ] as const) {
    counter('node_network_receive_bytes_total', Math.floor(host.receivedBytes * share), { device })
    counter('node_network_transmit_bytes_total', Math.floor(host.transmittedBytes * share), { device })
  }
  gauge('node_network_speed_bytes', NETWORK_BYTES_PER_SECOND, eth0)
  gauge('node_network_up', 1, eth0)
  counter('node_network_receive_errs_total', 0, eth0)
  counter('node_network_transmit_errs_total', 0, eth0)
  counter('node_network_receive_drop_total', Math.floor(host.droppedPackets), eth0)
  counter('node_network_transmit_drop_total', 0, eth0)
}

function segments(untyped: Put, { host }: BrokerVitals): void {
  untyped('node_netstat_Tcp_RetransSegs', Math.floor(host.retransmits))
  untyped('node_netstat_Tcp_OutSegs', Math.floor(host.segments))
}

/** One device for each log directory, and one for the system, which Kafka does not use. */
function disks(_: Put, counter: Put, { host, broker }: BrokerVitals): void {
  const share = 1 / broker.logDirs.length
  for (const [i] of broker.logDirs.entries()) {
    const device = { device: deviceOf(i) }
    counter('node_disk_io_time_seconds_total', hundredths(host.diskBusySeconds), device)
    counter(
      'node_disk_read_bytes_total',
      Math.floor((host.diskReadBytes * share) / SECTOR_BYTES) * SECTOR_BYTES,
      device,
    )
    counter(
      'node_disk_written_bytes_total',
      Math.floor((host.diskWrittenBytes * share) / SECTOR_BYTES) * SECTOR_BYTES,
      device,
    )
    counter('node_disk_reads_completed_total', Math.floor(host.diskReads * share), device)
    counter('node_disk_writes_completed_total', Math.floor(host.diskWrites * share), device)
    counter('node_disk_read_time_seconds_total', thousandths(host.diskReadSeconds * share), device)
    counter('node_disk_write_time_seconds_total', thousandths(host.diskWriteSeconds * share), device)
    const weighted = (host.diskReadSeconds + host.diskWriteSeconds) * share
    counter('node_disk_io_time_weighted_seconds_total', thousandths(weighted), device)
  }
  counter('node_disk_io_time_seconds_total', hundredths(host.diskBusySeconds * 0.004), { device: 'nvme0n1' })
}

function deviceOf(index: number): string {
  return `nvme${index + 1}n1`
}

function fileSystems(gauge: Put, { cluster, broker }: BrokerVitals): void {
  const put = (mount: { device: string; fstype: string; mountpoint: string }, sizeBytes: number, usedBytes: number) => {
    gauge('node_filesystem_size_bytes', sizeBytes, mount)
    gauge('node_filesystem_avail_bytes', Math.max(0, sizeBytes - usedBytes), mount)
    gauge('node_filesystem_readonly', 0, mount)
  }
  put({ device: '/dev/nvme0n1p1', fstype: 'ext4', mountpoint: '/' }, ROOT_BYTES, 0.3 * ROOT_BYTES)
  put({ device: 'tmpfs', fstype: 'tmpfs', mountpoint: '/run' }, 2 ** 30, 4_000_000)
  for (const [i, dir] of broker.logDirs.entries()) {
    const mountpoint = dir.path.replace(/\/data(-\d+)?$/, broker.logDirs.length === 1 ? '' : '/data$1')
    const mount = { device: `/dev/${deviceOf(i)}`, fstype: 'xfs', mountpoint }
    put(mount, dir.totalBytes, Math.round(usedBytes(cluster, broker, dir)))
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000
}
