import { expect, test } from 'vitest'
import { KRAFT_41, pagesOf, targetOf } from '../recorded-page.fake.ts'

interface Seen {
  readonly idle: number
  readonly waiting: number
  readonly written: number
  readonly writes: number
  readonly ioSeconds: number
}

const page = ({ idle, waiting, written, writes, ioSeconds }: Seen) => `
node_boot_time_seconds 1.7e9
node_cpu_seconds_total{cpu="0",mode="idle"} ${idle}
node_cpu_seconds_total{cpu="0",mode="iowait"} ${waiting}
node_cpu_seconds_total{cpu="0",mode="user"} ${20 - idle - waiting}
node_cpu_seconds_total{cpu="1",mode="idle"} ${idle}
node_cpu_seconds_total{cpu="1",mode="iowait"} 0
node_cpu_seconds_total{cpu="1",mode="user"} ${20 - idle}
node_disk_io_time_seconds_total{device="nvme0n1"} ${ioSeconds}
node_disk_write_time_seconds_total{device="nvme0n1"} ${writes * 0.002}
node_disk_writes_completed_total{device="nvme0n1"} ${writes}
node_disk_written_bytes_total{device="nvme0n1"} ${written}
node_disk_written_bytes_total{device="dm-0"} ${written}
node_network_receive_bytes_total{device="lo"} ${written}
node_network_receive_bytes_total{device="eth0"} ${written}
node_network_receive_errs_total{device="eth0"} ${writes}
node_network_transmit_drop_total{device="eth0"} ${writes}
node_filesystem_avail_bytes{device="/dev/a",fstype="xfs",mountpoint="/var/lib/kafka"} 5
node_filesystem_avail_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 5
`

test('shares of CPUs and disks, times of disks, without loops and what counts twice', () => {
  const host = pagesOf(targetOf('host', 1), KRAFT_41)
  host.read(page({ idle: 0, waiting: 0, written: 0, writes: 0, ioSeconds: 0 }), 0)
  const read = host.read(page({ idle: 5, waiting: 2, written: 1_000, writes: 100, ioSeconds: 4 }), 10_000)
  expect(read.naming).toBe('N')
  expect(read.values.get('node_cpus')).toBe(2)
  expect(read.values.get('node_cpu_iowait')).toBeCloseTo(0.1)
  expect(read.values.get('node_disk_busy/nvme0n1')).toBeCloseTo(0.4)
  expect(read.values.get('node_disk_write_ms/nvme0n1')).toBeCloseTo(2)
  expect(read.values.get('node_net_errors/eth0')).toBeCloseTo(20)
  expect(read.values.get('node_net_rx/eth0')).toBeCloseTo(100)
  expect([...read.values.keys()].filter((key) => /lo$|dm-0|\/run/.test(key))).toEqual([])
  expect(read.values.get('node_fs_avail//var/lib/kafka')).toBe(5)
})

test('busy is what is neither idle nor waiting, the mean of all CPUs', () => {
  const cpu = (of: Record<string, number>) =>
    `node_boot_time_seconds 1\n${Object.entries(of)
      .map(([key, value]) => {
        const [id, mode] = key.split(' ')
        return `node_cpu_seconds_total{cpu="${id}",mode="${mode}"} ${value}\n`
      })
      .join('')}`
  const host = pagesOf(targetOf('host', 1), KRAFT_41)
  host.read(cpu({ '0 idle': 0, '0 user': 0, '0 system': 0, '1 idle': 0, '1 user': 0, '1 system': 0 }), 0)
  const { values } = host.read(
    cpu({ '0 idle': 2, '0 user': 5, '0 system': 3, '1 idle': 8, '1 user': 1, '1 system': 1 }),
    10_000,
  )
  expect(values.get('node_cpu_busy')).toBeCloseTo(0.5)
})
