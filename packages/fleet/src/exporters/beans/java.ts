// The Java machine of a simulated node: what the exporter itself tells of it (`jvm_*`, `process_*`), and what its MBeans
// tell where no rules hide them.
import type { BeanWriter } from '../bean-writer.ts'
import type { MetricPage, MetricType } from '../page/metric-page.ts'

export interface JavaMachine {
  readonly startedAt: number
  readonly uptimeMs: number
  readonly cpuSeconds: number
  /** 0–1 */
  readonly load: number
  readonly openFds: number
}

const HEAP_MAX = 6 * 2 ** 30
const HEAP_FLOOR = 0.28
const NON_HEAP_BYTES = 118_000_000
const MAX_FDS = 100_000
const PROCESSORS = 8
const THREADS = 92
const DAEMON_THREADS = 34
const YOUNG_PAUSE_SECONDS = 0.011
const YOUNG = 'G1 Young Generation'
const OLD = 'G1 Old Generation'

interface Heap {
  readonly usedBytes: number
  readonly collections: number
}

/** Garbage grows with the load until it is collected: a saw whose teeth come faster when there is more to do. */
function heapOf({ uptimeMs, load }: JavaMachine): Heap {
  const toothMs = 40_000
  const within = (uptimeMs % toothMs) / toothMs
  return {
    usedBytes: Math.round(HEAP_MAX * (HEAP_FLOOR + within * (0.2 + 0.35 * load))),
    collections: Math.floor(uptimeMs / toothMs),
  }
}

/** `jvm_*` and `process_*` of client_java 1.x. */
export function javaFamilies(page: MetricPage, machine: JavaMachine): void {
  const { usedBytes, collections } = heapOf(machine)
  const add =
    (name: string, type: MetricType, help: string) =>
    (value: number, ...labels: [string, string][]) =>
      page.add({ name, type, help }, value, labels)
  const memory = (what: string, heap: number, nonHeap: number) => {
    const put = add(`jvm_memory_${what}_bytes`, 'gauge', `The ${what} bytes of a given JVM memory area.`)
    put(heap, ['area', 'heap'])
    put(nonHeap, ['area', 'nonheap'])
  }
  memory('used', usedBytes, NON_HEAP_BYTES)
  memory('committed', HEAP_MAX, NON_HEAP_BYTES * 1.05)
  memory('max', HEAP_MAX, -1)
  memory('init', HEAP_MAX, 7_667_712)
  const state = add('jvm_threads_state', 'gauge', 'Current count of threads by state.')
  const states = { BLOCKED: 0, NEW: 0, RUNNABLE: 24, TERMINATED: 0, TIMED_WAITING: 38, UNKNOWN: 0, WAITING: 30 }
  for (const [name, count] of Object.entries(states)) state(count, ['state', name])
  add('jvm_threads_current', 'gauge', 'Current thread count of a JVM.')(THREADS)
  add('jvm_threads_daemon', 'gauge', 'Daemon thread count of a JVM.')(DAEMON_THREADS)
  add('jvm_threads_peak', 'gauge', 'Peak thread count of a JVM.')(THREADS + 3)
  add('jvm_threads_deadlocked', 'gauge', 'Cycles of JVM-threads that are in deadlock.')(0)
  add(
    'jvm_threads_started_total',
    'counter',
    'Started thread count of a JVM.',
  )(THREADS + Math.floor(machine.uptimeMs / 600_000))
  add(
    'process_cpu_seconds_total',
    'counter',
    'Total user and system CPU time spent in seconds.',
  )(round(machine.cpuSeconds))
  add('process_open_fds', 'gauge', 'Number of open file descriptors.')(machine.openFds)
  add('process_max_fds', 'gauge', 'Maximum number of open file descriptors.')(MAX_FDS)
  add('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.')(HEAP_MAX + 2 * NON_HEAP_BYTES)
  add('process_virtual_memory_bytes', 'gauge', 'Virtual memory size in bytes.')(2 * HEAP_MAX)
  add(
    'process_start_time_seconds',
    'gauge',
    'Start time of the process since unix epoch in seconds.',
  )(machine.startedAt / 1000)
  collectors(page, collections)
}

/** Summaries without quantiles; their counts are whole numbers without a point. */
function collectors(page: MetricPage, collections: number): void {
  const help = 'Time spent in a given JVM garbage collector in seconds.'
  const samples = page.family({ name: 'jvm_gc_collection_seconds', type: 'summary', help })
  for (const [gc, count] of [
    [OLD, 0],
    [YOUNG, collections],
  ] as const) {
    samples.push(`jvm_gc_collection_seconds_count{gc="${gc}"} ${count}\n`)
    samples.push(`jvm_gc_collection_seconds_sum{gc="${gc}"} ${round(count * YOUNG_PAUSE_SECONDS)}\n`)
  }
  page
    .family({ name: 'jvm_runtime_info', type: 'gauge', help: 'JVM runtime info' })
    .push('jvm_runtime_info{runtime="OpenJDK Runtime Environment",vendor="Eclipse Adoptium",version="17.0.15+6"} 1\n')
}

/** MBeans of `java.lang`. */
export function javaBeans(writer: BeanWriter, machine: JavaMachine): void {
  const { usedBytes, collections } = heapOf(machine)
  const bean = (type: string, values: Readonly<Record<string, number>>, tags?: Readonly<Record<string, string>>) =>
    writer.attributes({ domain: 'java.lang', type, ...(tags === undefined ? {} : { tags }) }, values)
  bean('Memory', {
    HeapMemoryUsage_used: usedBytes,
    HeapMemoryUsage_committed: HEAP_MAX,
    HeapMemoryUsage_max: HEAP_MAX,
    HeapMemoryUsage_init: HEAP_MAX,
    NonHeapMemoryUsage_used: NON_HEAP_BYTES,
  })
  bean('OperatingSystem', {
    AvailableProcessors: PROCESSORS,
    ProcessCpuTime: Math.round(machine.cpuSeconds * 1e9),
    ProcessCpuLoad: (0.02 + machine.load) / PROCESSORS,
    SystemCpuLoad: Math.min(1, (0.1 + machine.load) / PROCESSORS),
    SystemLoadAverage: round(0.3 + 4 * machine.load),
    OpenFileDescriptorCount: machine.openFds,
    MaxFileDescriptorCount: MAX_FDS,
  })
  bean('Threading', { ThreadCount: THREADS, DaemonThreadCount: DAEMON_THREADS, PeakThreadCount: THREADS + 3 })
  bean('Runtime', { StartTime: machine.startedAt, Uptime: machine.uptimeMs })
  const garbage = { type: 'GarbageCollector' }
  bean(
    YOUNG,
    { CollectionCount: collections, CollectionTime: Math.round(collections * YOUNG_PAUSE_SECONDS * 1000) },
    garbage,
  )
  bean(OLD, { CollectionCount: 0, CollectionTime: 0 }, garbage)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
