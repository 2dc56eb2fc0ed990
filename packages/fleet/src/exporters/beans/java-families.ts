// What an agent or a reporter itself tells of the Java machine it lives in: `jvm_*` and `process_*`.
import { javaNumber } from '../page/java-number.ts'
import type { MetricPage, MetricType } from '../page/metric-page.ts'
import { HEAP_MAX_BYTES, type JavaMachine, MAX_FDS } from './java-machine.ts'

export const NON_HEAP_BYTES = 118_000_000
export const THREADS = 92
export const DAEMON_THREADS = 34
export const YOUNG = 'G1 Young Generation'
export const OLD = 'G1 Old Generation'
const STATES = { BLOCKED: 0, NEW: 0, RUNNABLE: 24, TERMINATED: 0, TIMED_WAITING: 38, UNKNOWN: 0, WAITING: 30 }

type Put = (
  name: string,
  help: string,
  values: readonly (readonly [value: number, ...labels: [string, string][]])[],
) => void

export function javaFamilies(page: MetricPage, machine: JavaMachine): void {
  const put =
    (type: MetricType): Put =>
    (name, help, values) => {
      for (const [value, ...labels] of values) page.add({ name, type, help }, value, labels)
    }
  const gauge = put('gauge')
  const counter = put('counter')
  memory(page, gauge, machine)
  gauge('jvm_threads_state', 'Current count of threads by state.', [
    ...Object.entries(STATES).map(([state, count]) => [count, ['state', state]] as [number, [string, string]]),
  ])
  gauge('jvm_threads_current', 'Current thread count of a JVM.', [[THREADS]])
  gauge('jvm_threads_daemon', 'Daemon thread count of a JVM.', [[DAEMON_THREADS]])
  gauge('jvm_threads_peak', 'Peak thread count of a JVM.', [[THREADS + 3]])
  gauge('jvm_threads_deadlocked', 'Cycles of JVM-threads that are in deadlock.', [[0]])
  counter('jvm_threads_started_total', 'Started thread count of a JVM.', [
    [THREADS + Math.floor(machine.uptimeMs / 600_000)],
  ])
  counter('process_cpu_seconds_total', 'Total user and system CPU time spent in seconds.', [
    [round(machine.cpuSeconds)],
  ])
  gauge('process_open_fds', 'Number of open file descriptors.', [[machine.openFds]])
  gauge('process_max_fds', 'Maximum number of open file descriptors.', [[MAX_FDS]])
  gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', [[HEAP_MAX_BYTES + 2 * NON_HEAP_BYTES]])
  gauge('process_virtual_memory_bytes', 'Virtual memory size in bytes.', [[2 * HEAP_MAX_BYTES]])
  gauge('process_start_time_seconds', 'Start time of the process since unix epoch in seconds.', [
    [machine.startedAt / 1000],
  ])
  collectors(page, machine)
}

/** simpleclient and client_java 1.x put the words of these names in another order. */
function memory(page: MetricPage, gauge: Put, { heapUsedBytes, heapAfterGcBytes }: JavaMachine): void {
  const isOld = page.generation === '0.x'
  const area = (what: string, heap: number, nonHeap: number) =>
    gauge(
      isOld ? `jvm_memory_bytes_${what}` : `jvm_memory_${what}_bytes`,
      `The ${what} bytes of a given JVM memory area.`,
      [
        [heap, ['area', 'heap']],
        [nonHeap, ['area', 'nonheap']],
      ],
    )
  area('used', heapUsedBytes, NON_HEAP_BYTES)
  area('committed', HEAP_MAX_BYTES, NON_HEAP_BYTES * 1.05)
  area('max', HEAP_MAX_BYTES, -1)
  area('init', HEAP_MAX_BYTES, 7_667_712)
  const pool = (what: string, help: string, old: number, eden: number) =>
    gauge(isOld ? `jvm_memory_pool_${oldWord(what)}` : `jvm_memory_pool_${what}_bytes`, help, [
      [eden, ['pool', 'G1 Eden Space']],
      [old, ['pool', 'G1 Old Gen']],
    ])
  pool(
    'used',
    'Used bytes of a given JVM memory pool.',
    heapAfterGcBytes,
    Math.max(0, heapUsedBytes - heapAfterGcBytes),
  )
  pool('max', 'Max bytes of a given JVM memory pool.', HEAP_MAX_BYTES, -1)
  pool('collection_used', 'Used bytes after last collection of a given JVM memory pool.', heapAfterGcBytes, 0)
}

/** `collection_used` → `collection_used_bytes`, `used` → `bytes_used` */
function oldWord(what: string): string {
  return what.startsWith('collection_') ? `${what}_bytes` : `bytes_${what}`
}

/** Summaries without quantiles; of 1.x, counts are whole numbers without a point. */
function collectors(page: MetricPage, { young, old }: JavaMachine): void {
  const help = 'Time spent in a given JVM garbage collector in seconds.'
  const samples = page.family({ name: 'jvm_gc_collection_seconds', type: 'summary', help })
  for (const [gc, { count, seconds }] of [
    [OLD, old],
    [YOUNG, young],
  ] as const) {
    const labels = page.labelText([['gc', gc]])
    samples.push(`jvm_gc_collection_seconds_count${labels} ${page.generation === '0.x' ? javaNumber(count) : count}\n`)
    samples.push(`jvm_gc_collection_seconds_sum${labels} ${round(seconds)}\n`)
  }
  const name = page.generation === '0.x' ? 'jvm_info' : 'jvm_runtime_info'
  const runtime = page.labelText([
    ['runtime', 'OpenJDK Runtime Environment'],
    ['vendor', 'Eclipse Adoptium'],
    ['version', '17.0.15+6'],
  ])
  page
    .family({ name, type: 'info', help: 'JVM runtime info' })
    .push(`${name}${runtime} ${page.generation === '0.x' ? '1.0' : '1'}\n`)
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
