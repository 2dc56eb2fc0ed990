// MBeans of `java.lang`, where no rules hide them.
import type { BeanWriter } from '../bean-writer.ts'
import { DAEMON_THREADS, NON_HEAP_BYTES, OLD, round, THREADS, YOUNG } from './java-families.ts'
import { type Collected, CPUS, HEAP_MAX_BYTES, type JavaMachine, MAX_FDS } from './java-machine.ts'

export function javaBeans(writer: BeanWriter, machine: JavaMachine): void {
  const bean = (type: string, values: Readonly<Record<string, number>>, tags?: Readonly<Record<string, string>>) =>
    writer.attributes({ domain: 'java.lang', type, ...(tags === undefined ? {} : { tags }) }, values)
  bean('Memory', {
    HeapMemoryUsage_used: machine.heapUsedBytes,
    HeapMemoryUsage_committed: HEAP_MAX_BYTES,
    HeapMemoryUsage_max: HEAP_MAX_BYTES,
    HeapMemoryUsage_init: HEAP_MAX_BYTES,
    NonHeapMemoryUsage_used: NON_HEAP_BYTES,
  })
  bean('OperatingSystem', {
    AvailableProcessors: CPUS,
    ProcessCpuTime: Math.round(machine.cpuSeconds * 1e9),
    ProcessCpuLoad: (0.02 + machine.load) / CPUS,
    SystemCpuLoad: machine.hostLoad,
    SystemLoadAverage: round(0.3 + CPUS * machine.hostLoad),
    OpenFileDescriptorCount: machine.openFds,
    MaxFileDescriptorCount: MAX_FDS,
  })
  bean('Threading', { ThreadCount: THREADS, DaemonThreadCount: DAEMON_THREADS, PeakThreadCount: THREADS + 3 })
  bean('Runtime', { StartTime: machine.startedAt, Uptime: machine.uptimeMs })
  const pool = { type: 'MemoryPool' }
  bean('G1 Old Gen', { CollectionUsage_used: machine.heapAfterGcBytes, CollectionUsage_max: HEAP_MAX_BYTES }, pool)
  const collector = (name: string, { count, seconds }: Collected) =>
    bean(name, { CollectionCount: count, CollectionTime: Math.round(seconds * 1000) }, { type: 'GarbageCollector' })
  collector(YOUNG, machine.young)
  collector(OLD, machine.old)
}
