import { describe, expect, it } from 'vitest'
import { createMeter } from '../kafka/meter.ts'
import { relieveNode, strainNode } from '../world/operations/strain.ts'
import { hostPage } from './host-page.ts'
import { pagesOf } from './one-page.fake.ts'
import { type ParsedPage, parsePage } from './page/parse-page.fake.ts'
import { BrokerVitals } from './vitals/broker-vitals.ts'

function hostOf() {
  const { cluster, advance } = pagesOf({ exporterRules: 'no-rules', logDirsPerBroker: 2 })
  const page = hostPage(new BrokerVitals(cluster, cluster.brokers.get(1)!, createMeter()))
  const scrape = () => parsePage(page(null))
  return {
    cluster,
    /** Two pages, some time apart. */
    passed() {
      const before = scrape()
      advance(30_000)
      return { before, after: scrape() }
    },
  }
}

interface Pair {
  readonly before: ParsedPage
  readonly after: ParsedPage
}

const perSecond = ({ before, after }: Pair, name: string, labels?: Record<string, string>) =>
  (after.value(name, labels)! - before.value(name, labels)!) / 30
const disk = { device: 'nvme1n1' }

describe('a host', () => {
  it('has as many seconds of CPU as time has passed, in every mode together', () => {
    const { before, after } = hostOf().passed()
    const sum = (page: ParsedPage) =>
      page.samples.filter(({ name }) => name === 'node_cpu_seconds_total').reduce((all, { value }) => all + value, 0)
    expect((sum(after) - sum(before)) / 30).toBeCloseTo(8, 1)
  })

  it('receives what the broker is written, and writes it to its disks', () => {
    const pair = hostOf().passed()
    // 600 records of 500 bytes a second over three brokers, with two copies more; a few others.
    expect(perSecond(pair, 'node_network_receive_bytes_total', { device: 'eth0' })).toBeGreaterThan(250_000)
    expect(perSecond(pair, 'node_disk_written_bytes_total', disk)).toBeGreaterThan(50_000)
    expect(perSecond(pair, 'node_disk_io_time_seconds_total', disk)).toBeLessThan(0.4)
  })

  it('has the mounts of the log directories, with their bytes', () => {
    const { cluster, passed } = hostOf()
    const { after } = passed()
    const labels = { device: '/dev/nvme2n1', fstype: 'xfs', mountpoint: '/var/lib/kafka/data-2' }
    expect(after.value('node_filesystem_size_bytes', labels)).toBe(cluster.brokers.get(1)!.logDirs[1]!.totalBytes)
    expect(after.value('node_filesystem_avail_bytes', labels)!).toBeGreaterThan(1e9)
  })

  it('shows a slow disk, a stolen processor, lost packets and cold reads where they are', () => {
    const { cluster, passed } = hostOf()
    passed()
    strainNode(cluster, 1, 'slow-disk')
    const slow = passed()
    expect(perSecond(slow, 'node_disk_io_time_seconds_total', disk)).toBeGreaterThan(0.9)
    const writeMs =
      (perSecond(slow, 'node_disk_write_time_seconds_total', disk) * 1000) /
      perSecond(slow, 'node_disk_writes_completed_total', disk)
    expect(writeMs).toBeGreaterThan(20)
    relieveNode(cluster, 1, 'slow-disk')
    strainNode(cluster, 1, 'starved-cpu')
    const idle = (pair: Pair) => perSecond(pair, 'node_cpu_seconds_total', { cpu: '0', mode: 'idle' })
    expect(idle(passed())).toBeLessThan(0.15)
    relieveNode(cluster, 1, 'starved-cpu')
    expect(idle(passed())).toBeGreaterThan(0.7)
    strainNode(cluster, 1, 'lossy-network')
    expect(perSecond(passed(), 'node_netstat_Tcp_RetransSegs')).toBeGreaterThan(5)
    strainNode(cluster, 1, 'cold-reads')
    expect(perSecond(passed(), 'node_disk_read_bytes_total', disk)).toBeGreaterThan(50e6)
  })
})
