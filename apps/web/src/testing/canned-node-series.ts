import type { Envelope, Series } from '@perigee/contract'
import { answer, type Canned } from './canned-story.ts'
import { CANNED_BROKERS, hasExporters, isTroubled } from './canned-vitals.ts'

// An hour of a canonical key, by broker or of the whole cluster.

const STEP_MS = 15_000
const POINTS = 240
const DOWN_AT = 72
const SLOW_AT = 60
const SILENT_AT = 196

interface Level {
  readonly unit: string
  readonly usual: number
  /** Of broker 11, once its disk is slow. */
  readonly slow?: number
}

const STAGE_LEVELS: Readonly<Record<string, Level>> = {
  req_queue_ms: { unit: 'ms', usual: 0.6, slow: 84 },
  req_local_ms: { unit: 'ms', usual: 3, slow: 1_190 },
  req_remote_ms: { unit: 'ms', usual: 8, slow: 41 },
  req_throttle_ms: { unit: 'ms', usual: 0 },
  resp_queue_ms: { unit: 'ms', usual: 0.1 },
  resp_send_ms: { unit: 'ms', usual: 0.4, slow: 5 },
}

const LEVELS: Readonly<Record<string, Level>> = {
  bytes_in: { unit: 'B/s', usual: 17.8e6 },
  bytes_out: { unit: 'B/s', usual: 49e6 },
  replication_bytes_in: { unit: 'B/s', usual: 34e6 },
  messages_in: { unit: 'messages/s', usual: 17_000 },
  handler_idle: { unit: 'ratio', usual: 0.68, slow: 0.09 },
  network_idle: { unit: 'ratio', usual: 0.78 },
  node_cpu_busy: { unit: 'ratio', usual: 0.37 },
  cpu_cores: { unit: 'cores', usual: 3.7 },
  'req_total_ms/Produce': { unit: 'ms', usual: 38, slow: 1_420 },
  'req_total_ms/FetchConsumer': { unit: 'ms', usual: 12 },
  'req_total_ms/FetchFollower': { unit: 'ms', usual: 9 },
  log_flush_ms: { unit: 'ms', usual: 9, slow: 880 },
  request_queue_size: { unit: 'requests', usual: 2, slow: 212 },
  response_queue_size: { unit: 'requests', usual: 0.2 },
  purgatory_size: { unit: 'requests', usual: 1_900 },
  heap_after_gc: { unit: 'bytes', usual: 2.1e9 },
  heap_used: { unit: 'bytes', usual: 3.2e9 },
  open_fds: { unit: 'files', usual: 18_200 },
  isr_shrinks: { unit: '1/s', usual: 0 },
  isr_expands: { unit: '1/s', usual: 0 },
  max_replica_lag: { unit: 'messages', usual: 12, slow: 40_000 },
  connections: { unit: 'connections', usual: 480 },
  controller_queue_ms: { unit: 'ms', usual: 1.6 },
  controller_processing_ms: { unit: 'ms', usual: 5.8 },
}

function levelOf(metric: string): Level | null {
  const [id = '', request] = metric.split('/')
  return LEVELS[`${id}/${request}`] ?? LEVELS[id] ?? (metric.endsWith('/mean') ? (STAGE_LEVELS[id] ?? null) : null)
}

function valueAt(index: number, broker: number, level: Level, troubled: boolean): number | null {
  if (troubled && broker === 7 && index > DOWN_AT) return null
  if (troubled && broker === 16 && index > SILENT_AT) return null
  const wave = 1 + 0.04 * Math.sin(index / 9 + broker) + 0.02 * Math.cos(index * 1.7 + broker * 3)
  const failover = troubled && index > DOWN_AT && index < DOWN_AT + 12 ? (level.unit === 'ratio' ? 0.75 : 1.3) : 1
  const base = troubled && broker === 11 && index > SLOW_AT ? (level.slow ?? level.usual) : level.usual
  const value = base * wave * failover
  return level.unit === 'ratio' ? Math.min(1, value) : value
}

/** Null: not one of the keys of exporters. */
export function cannedNodeSeries(canned: Canned, search: URLSearchParams): Envelope<Series['data']> | null {
  const metric = search.get('metric') ?? ''
  const cluster = search.get('cluster') ?? ''
  const level = levelOf(metric)
  const known = level !== null && hasExporters(canned, cluster)
  if (level === null && !/[_/]/.test(metric)) return null
  const troubled = isTroubled(canned, cluster)
  const all = Array.from({ length: CANNED_BROKERS }, (_, at) => at + 1)
  const asked = search.get('broker') ?? search.get('host')
  const brokers = asked === null ? all : [Number(asked)]
  const at = Array.from(
    { length: POINTS },
    (_, index) => Math.floor(canned.nowMs / STEP_MS) * STEP_MS - (POINTS - 1 - index) * STEP_MS,
  )
  const columns = brokers.map((broker) => ({
    broker,
    values: at.map((_, index) => (known && level !== null ? valueAt(index, broker, level, troubled) : null)),
  }))
  const column = (label: string, node: number | null, values: (number | null)[]) => ({
    label,
    node,
    mean: values,
    min: values,
    max: values,
  })
  const series =
    search.get('by') === 'node' || asked !== null
      ? columns.map(({ broker, values }) => column(`broker ${broker}`, broker, values))
      : [
          column(
            cluster,
            null,
            at.map((_, index) =>
              together(
                columns.map(({ values }) => values[index] ?? null),
                level,
              ),
            ),
          ),
        ]
  const startedAt = known ? new Date(canned.nowMs - 6 * 3_600_000).toISOString() : null
  const to = new Date(canned.nowMs).toISOString()
  return answer(canned, {
    metric,
    title: metric,
    unit: level?.unit ?? '',
    stepMs: STEP_MS,
    source: 'memory',
    note: null,
    from: new Date(canned.nowMs - 3_600_000).toISOString(),
    to,
    startedAt,
    extent: startedAt === null ? null : { from: startedAt, to },
    gaps: [],
    at,
    series,
  })
}

function together(values: readonly (number | null)[], level: Level | null): number | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  if (level?.unit === 'ratio') return Math.min(...known)
  return level?.unit === 'ms' ? Math.max(...known) : known.reduce((sum, value) => sum + value, 0)
}
