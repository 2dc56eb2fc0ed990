// The Java process: the agent's own collectors in both spellings (client_java 1.x, simpleclient), and the platform's MBeans.
import type { NamingId } from '@perigee/domain'
import { noneOf, oneOf, type RowSpec, row } from './row.ts'
import type { SeriesRow } from './series-row.ts'

/** Bitnami's exporter is a process of its own: its jvm_ and process_ metrics are not the broker's. */
const AGENT: readonly NamingId[] = ['A2', 'A3', 'C', 'S', 'SR', 'R', 'M']
const PLATFORM: readonly NamingId[] = ['R', 'M', 'B']

/** Collectors that work beside the program: their time stops nobody. */
const BESIDE = ['G1 Concurrent GC', 'ZGC Cycles', 'ZGC Minor Cycles', 'ZGC Major Cycles', 'Shenandoah Cycles']
const COLLECTORS = [
  'G1 Young Generation',
  'G1 Old Generation',
  'Copy',
  'MarkSweepCompact',
  'PS Scavenge',
  'PS MarkSweep',
  'ParNew',
  'ConcurrentMarkSweep',
  'ZGC Pauses',
  'ZGC Minor Pauses',
  'ZGC Major Pauses',
  'Shenandoah Pauses',
]
/** What is left there after a collection is what the program holds on to. */
const OLD_POOLS = [
  'G1 Old Gen',
  'Tenured Gen',
  'PS Old Gen',
  'CMS Old Gen',
  'ZHeap',
  'ZGC Old Generation',
  'Shenandoah',
]

function agent(metric: string, names: readonly string[], more: Partial<RowSpec> = {}): SeriesRow {
  return row({ metric, namings: AGENT, names, ...more })
}

function platform(metric: string, name: string, more: Partial<RowSpec> = {}): SeriesRow {
  return row({ metric, namings: PLATFORM, names: both(name), ...more })
}

function both(name: string): readonly string[] {
  return [name, name.toLowerCase()]
}

/** `G1 Young Generation` as a part of a name. */
function inName(bean: string): string {
  return bean.replaceAll(' ', '_')
}

function collectors(metric: string, attribute: string, scale: number): readonly SeriesRow[] {
  return [
    row({
      metric,
      namings: ['R', 'M'],
      names: COLLECTORS.flatMap((gc) => both(`java_lang_${inName(gc)}_${attribute}`)),
      scale,
    }),
    row({
      metric,
      namings: ['B'],
      names: COLLECTORS.map((gc) => `java_lang_garbagecollector_${attribute}_${inName(gc)}`.toLowerCase()),
      scale,
    }),
  ]
}

const HEAP = { where: [oneOf('area', 'heap')] }
const STOPPING = { where: [noneOf('gc', ...BESIDE)] }

export const JAVA_ROWS: readonly SeriesRow[] = [
  agent('heap_used', ['jvm_memory_used_bytes', 'jvm_memory_bytes_used'], HEAP),
  agent('heap_max', ['jvm_memory_max_bytes', 'jvm_memory_bytes_max'], HEAP),
  agent('heap_after_gc', ['jvm_memory_pool_collection_used_bytes'], {
    where: [oneOf('pool', ...OLD_POOLS)],
    combine: 'sum',
    zeroIsUnknown: true,
  }),
  agent('gc_time_s', ['jvm_gc_collection_seconds_sum'], STOPPING),
  agent('gc_count', ['jvm_gc_collection_seconds_count'], STOPPING),
  agent('threads', ['jvm_threads_current']),
  agent('deadlocks', ['jvm_threads_deadlocked']),
  agent('cpu_cores', ['process_cpu_seconds_total']),
  agent('open_fds', ['process_open_fds']),
  agent('max_fds', ['process_max_fds']),
  agent('rss', ['process_resident_memory_bytes']),
  agent('start_time', ['process_start_time_seconds']),

  platform('heap_used', 'java_lang_Memory_HeapMemoryUsage_used'),
  platform('heap_max', 'java_lang_Memory_HeapMemoryUsage_max'),
  row({
    metric: 'heap_after_gc',
    namings: ['R', 'M'],
    names: OLD_POOLS.flatMap((pool) => both(`java_lang_${inName(pool)}_CollectionUsage_used`)),
    combine: 'sum',
    zeroIsUnknown: true,
  }),
  row({
    metric: 'heap_after_gc',
    namings: ['B'],
    names: OLD_POOLS.map((pool) => `java_lang_memorypool_used_collectionusage_${inName(pool)}`.toLowerCase()),
    combine: 'sum',
    zeroIsUnknown: true,
  }),
  ...collectors('gc_time_s', 'CollectionTime', 1e-3),
  ...collectors('gc_count', 'CollectionCount', 1),
  platform('threads', 'java_lang_Threading_ThreadCount'),
  platform('cpu_cores', 'java_lang_OperatingSystem_ProcessCpuTime', { scale: 1e-9 }),
  platform('cpus', 'java_lang_OperatingSystem_AvailableProcessors'),
  platform('open_fds', 'java_lang_OperatingSystem_OpenFileDescriptorCount'),
  platform('max_fds', 'java_lang_OperatingSystem_MaxFileDescriptorCount'),
  platform('start_time', 'java_lang_Runtime_StartTime', { scale: 1e-3 }),
]
