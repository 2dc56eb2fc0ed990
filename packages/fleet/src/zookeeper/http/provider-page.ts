// The page of a member's Prometheus provider (`PrometheusMetricsProvider`, on simpleclient): names as in `mntr`, without
// prefix; summaries as summaries.
import { javaNumber } from '../../exporters/page/java-number.ts'
import type { EnsembleMember } from '../member.ts'
import { counterNames, monitorValues } from '../monitor-values.ts'
import type { Summary } from '../statistics.ts'

const QUANTILES = [0.5, 0.95, 0.99] as const
const OF_SUMMARY = /^(avg|min|max|cnt|sum|p50|p95|p99|p999)_/

/** Empty while it is in no quorum: what is not served has no gauges. */
export function providerPage(member: EnsembleMember): string {
  const { statistics, serving } = member
  const counters = new Set(counterNames(member))
  const plain = serving ? monitorValues(member).filter(([name]) => !isOfSummary(name)) : []
  const lines = plain.flatMap(([name, value]) => [
    `# HELP ${name} ${name}`,
    `# TYPE ${name} ${counters.has(name) ? 'counter' : 'gauge'}`,
    `${name} ${javaNumber(value)}`,
  ])
  const summaries = Object.entries({
    fsynctime: statistics.fsyncMs,
    readlatency: statistics.readLatencyMs,
    updatelatency: statistics.updateLatencyMs,
    election_time: statistics.electionMs,
  })
  return `${[...lines, ...summaries.flatMap(([name, summary]) => summaryLines(name, summary)), ...processLines(member)].join('\n')}\n`
}

/** `min_latency` and `max_latency` are gauges of their own. */
function isOfSummary(name: string): boolean {
  return OF_SUMMARY.test(name) && !/_(latency|proposal_size|client_response_size|file_descriptor_count)$/.test(name)
}

function summaryLines(name: string, summary: Summary): string[] {
  return [
    `# HELP ${name} ${name}`,
    `# TYPE ${name} summary`,
    ...QUANTILES.map(
      (share) =>
        `${name}{quantile="${share}",} ${javaNumber(summary.count === 0 ? Number.NaN : summary.quantile(share))}`,
    ),
    `${name}_count ${javaNumber(summary.count)}`,
    `${name}_sum ${javaNumber(summary.sum)}`,
  ]
}

function processLines({ startedMs }: EnsembleMember): string[] {
  return [
    '# HELP jvm_memory_bytes_used Used bytes of a given JVM memory area.',
    '# TYPE jvm_memory_bytes_used gauge',
    'jvm_memory_bytes_used{area="heap",} 4.1E7',
    '# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.',
    '# TYPE process_start_time_seconds gauge',
    `process_start_time_seconds ${javaNumber(startedMs / 1000)}`,
  ]
}
