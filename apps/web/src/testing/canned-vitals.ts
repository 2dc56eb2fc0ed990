import type {
  BrokerVitals,
  ClusterVitals,
  Envelope,
  MetricCoverage,
  RequestTimes,
  Status,
  Vital,
  Why,
} from '@perigee/contract'
import { STAGES } from '@perigee/contract'
import { ago, answer, type Canned } from './canned-story.ts'

// Metrics of the canned story: broker 7 is down, broker 11 has a slow disk, broker 16's exporter does not answer.

export const CANNED_BROKERS = 24

/** Clusters of the story without any exporter. */
const WITHOUT = ['orders-legacy', 'audit-us']
export const hasExporters = (canned: Canned, cluster: string) =>
  canned.story !== 'no-data' && !WITHOUT.includes(cluster)
export const isTroubled = (canned: Canned, cluster: string) => canned.story === 'broken' && cluster === 'payments-eu'

const MISSING = [
  { metric: 'gc_time_s', title: 'Share of time in garbage collection', reason: 'these rules leave java.lang out' },
  { metric: 'node_disk_busy', title: 'Disk busy', reason: 'no node_exporter is known for these hosts' },
]

function coverageOf(canned: Canned, cluster: string): MetricCoverage {
  if (!hasExporters(canned, cluster))
    return {
      status: 'off',
      text: 'No exporter is known',
      answering: 0,
      expected: 0,
      silent: [],
      looksLike: [],
      hint: 'Set metrics.pattern of this cluster, such as http://{host}:7071/metrics, to see request times, idle threads, CPU and memory.',
    }
  const looksLike = [{ words: 'Strimzi rules', nodes: CANNED_BROKERS }]
  if (!isTroubled(canned, cluster))
    return {
      status: 'ok',
      text: '24 of 24 exporters answer',
      answering: 24,
      expected: 24,
      silent: [],
      looksLike,
      hint: null,
    }
  return {
    status: 'warning',
    text: '2 of 24 exporters did not answer: broker 7 (connection refused) and broker 16 (no answer in 5 s). Charts below count 22 brokers since 02:44.',
    answering: 22,
    expected: 24,
    silent: [
      {
        target: 'broker/7',
        reason: 'connection refused',
        since: ago(canned, 42 * 60_000),
        href: '/sources?q=broker/7',
      },
      {
        target: 'broker/16',
        reason: 'no answer in 5 s',
        since: ago(canned, 11 * 60_000),
        href: '/sources?q=broker/16',
      },
    ],
    looksLike,
    hint: null,
  }
}

function whysOf(canned: Canned): Why[] {
  return [
    {
      code: 'slow-disk',
      broker: 11,
      brokers: [11],
      culprit: null,
      status: 'warning',
      sentence:
        'Broker 11 is slow because of its disk: 91 % of its produce time is local writing; network, CPU and load are as on its peers.',
      advice: 'Look at the disk of /data2 on its host; move leaders away meanwhile.',
      evidence: [
        { text: 'local time p99 of Produce', value: 1_290, median: 9, unit: 'ms' },
        { text: 'log flush p99', value: 880, median: 9, unit: 'ms' },
        { text: 'request handlers idle', value: 0.09, median: 0.63, unit: 'ratio' },
      ],
      since: ago(canned, 44 * 60_000),
    },
  ]
}

const STAGE_MS = { queue: 2, local: 9, remote: 24, throttle: 0, responseQueue: 0.4, send: 1.2 } as const
const SLOW_MS = { queue: 84, local: 1_290, remote: 41, throttle: 0, responseQueue: 1, send: 4 } as const

function requestTimes(request: string, slow: boolean): RequestTimes {
  const ms = slow && request === 'Produce' ? SLOW_MS : STAGE_MS
  const spread = (p99: number) => ({ p50: p99 * 0.2, p95: p99 * 0.7, p99, mean: p99 * 0.3 })
  return {
    request,
    ratePerSecond: request === 'FetchFollower' ? 2_140 : 812,
    isIdle: false,
    total: spread(STAGES.reduce((sum, stage) => sum + ms[stage], 0)),
    stages: STAGES.map((stage) => ({ stage, ...spread(ms[stage]) })),
  }
}

const requestsOf = (slow: boolean) =>
  ['Produce', 'FetchConsumer', 'FetchFollower'].map((each) => requestTimes(each, slow))

export function cannedClusterVitals(canned: Canned, cluster: string): Envelope<ClusterVitals['data']> {
  const known = hasExporters(canned, cluster)
  const troubled = isTroubled(canned, cluster)
  const total = (key: string, title: string, unit: string, value: number, worst: number | null = null) => ({
    key,
    title,
    unit,
    value: known ? value : null,
    reporting: known ? (troubled ? 22 : 24) : 0,
    of: known ? 24 : 0,
    worst: known ? worst : null,
  })
  const top = (topic: string, value: number) => ({ topic, value, href: `/c/${cluster}/topics/${topic}` })
  return answer(canned, {
    coverage: coverageOf(canned, cluster),
    whys: troubled ? whysOf(canned) : [],
    totals: [
      total('bytes_in', 'Bytes in from clients', 'B/s', 412e6),
      total('bytes_out', 'Bytes out to clients', 'B/s', 1_180e6),
      total('messages_in', 'Messages in', 'messages/s', 402_000),
      total('handler_idle', 'Request handlers idle', 'ratio', troubled ? 0.09 : 0.58, troubled ? 11 : 3),
      total('network_idle', 'Network processors idle', 'ratio', 0.71, 17),
    ],
    controller: {
      id: canned.story === 'no-data' ? null : 2,
      since: canned.story === 'no-data' ? null : ago(canned, 12 * 86_400_000),
      movesLastDay: known ? 0 : null,
      queueP99Ms: known ? 1.8 : null,
      processingP99Ms: known ? 6.2 : null,
      election: {
        title: 'Event queue and processing time',
        valueMs: known ? 8 : null,
        explained:
          'KRaft measures no leader election time: an election is one record that the controller writes. What it waits for and takes stands in its place.',
      },
    },
    requests: known ? requestsOf(troubled) : [],
    top: known
      ? {
          bytesIn: [top('payments.captured', 88e6), top('ledger.postings', 61e6), top('clicks.raw', 40e6)],
          messagesIn: [top('clicks.raw', 120_000), top('payments.captured', 88_000)],
          size: [top('ledger.postings', 8.2e12), top('payments.captured', 3.1e12)],
          growth: [top('ledger.postings', 120e9), top('clicks.raw', 44e9)],
        }
      : { bytesIn: [], messagesIn: [], size: [], growth: [] },
    disagreements: troubled
      ? [
          {
            what: 'under-replicated partitions',
            kafka: 778,
            exporters: 741,
            text: 'Kafka lists 778 under-replicated partitions, its exporters count 741: brokers 7 and 16 do not tell theirs.',
          },
        ]
      : [],
    missing: known ? MISSING : [],
  })
}

interface VitalShape {
  readonly key: string
  readonly title: string
  readonly group: string
  readonly unit: string
  readonly usual: number
  readonly slow: number
}

const shape = (
  key: string,
  title: string,
  group: string,
  unit: string,
  usual: number,
  slow = usual * 1.03,
): VitalShape => ({
  key,
  title,
  group,
  unit,
  usual,
  slow,
})

const VITALS: readonly VitalShape[] = [
  shape('req_total_ms/Produce/p99', 'Total time of Produce, p99', 'times', 'ms', 38, 1_420),
  shape('req_local_ms/Produce/p99', 'Local time of Produce, p99', 'times', 'ms', 9, 1_290),
  shape('log_flush_ms/p99', 'Log flush time, p99', 'log', 'ms', 9, 880),
  shape('handler_idle', 'Request handlers idle', 'threads', 'ratio', 0.63, 0.09),
  shape('request_queue_size', 'Request queue', 'threads', 'requests', 2, 212),
  shape('network_idle', 'Network processors idle', 'threads', 'ratio', 0.78, 0.71),
  shape('bytes_in', 'Bytes in from clients', 'throughput', 'B/s', 17.8e6, 19.1e6),
  shape('cpu_cores', 'CPU used by the process', 'jvm', 'cores', 3.7, 3.4),
  shape('heap_after_gc', 'Heap after collection', 'jvm', 'bytes', 2.1e9),
  shape('open_fds', 'Open files', 'jvm', 'files', 18_200),
  shape('isr_shrinks', 'ISR shrinks', 'replication', '1/s', 0, 0.2),
  shape('max_replica_lag', 'Largest replica lag', 'replication', 'messages', 12, 40_917),
]

function vitalOf(vital: VitalShape, slow: boolean): Vital {
  const value = slow ? vital.slow : vital.usual * 1.02
  const bad = slow && Math.abs(vital.slow - vital.usual) > vital.usual
  const peers = Array.from({ length: 21 }, (_, index) => vital.usual * (0.88 + (index % 7) * 0.04))
  return {
    key: vital.key,
    title: vital.title,
    group: vital.group,
    unit: vital.unit,
    value,
    median: vital.usual,
    rank: bad ? 22 : 12,
    of: 22,
    peers,
    status: (bad ? 'warning' : 'ok') satisfies Status,
    provenance: 'gauge',
  }
}

export function cannedBrokerVitals(canned: Canned, cluster: string, broker: number): Envelope<BrokerVitals['data']> {
  const troubled = isTroubled(canned, cluster)
  const silent = troubled && (broker === 7 || broker === 16)
  const known = hasExporters(canned, cluster) && !silent
  const slow = troubled && broker === 11
  const all = coverageOf(canned, cluster)
  const reason = broker === 7 ? 'connection refused' : 'no answer in 5 s'
  return answer(canned, {
    broker,
    coverage: silent
      ? {
          ...all,
          status: 'warning',
          text: `The exporter of broker ${broker} does not answer: ${reason}`,
          answering: 0,
          expected: 1,
          silent: all.silent.filter(({ target }) => target === `broker/${broker}`),
        }
      : known
        ? { ...all, status: 'ok', text: 'Its exporter answers', answering: 1, expected: 1, silent: [] }
        : all,
    whys: slow ? whysOf(canned) : [],
    upSince: known ? ago(canned, 12 * 86_400_000 + 4 * 3_600_000) : null,
    state: known ? 'running' : null,
    requests: known ? requestsOf(slow) : [],
    vitals: known ? VITALS.map((vital) => vitalOf(vital, slow)) : [],
    purgatory: known
      ? [
          { operation: 'Fetch', waiting: 1_890 },
          { operation: 'Produce', waiting: 14 },
          { operation: 'Heartbeat', waiting: 0 },
        ]
      : [],
    connections: known
      ? [
          { listener: 'CLIENT', connections: 412 },
          { listener: 'REPLICATION', connections: 69 },
        ]
      : [],
    versions: known
      ? [
          { request: 'FetchConsumer', version: '17', perSecond: 640 },
          { request: 'Produce', version: '11', perSecond: 512 },
          { request: 'Produce', version: '3', perSecond: 12 },
        ]
      : [],
    missing: known ? MISSING : [],
  })
}
