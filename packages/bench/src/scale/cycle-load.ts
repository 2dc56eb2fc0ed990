// What one poll cycle (every loop once) asks of the brokers, from what the brokers counted and how often the loops ran.
import type { ApiLoad } from './fleet-messages.ts'
import { countOf, type Samples, sumOf } from './metrics-text.ts'

export interface CycleLoad {
  readonly requests: number
  readonly bytesIn: number
  readonly bytesOut: number
  /** Time that brokers spent on the answers, in ms. */
  readonly busyMs: number
  readonly byApi: readonly { readonly api: string; readonly requests: number }[]
}

/** Which loop asks which API (docs/architecture.md), by API key. */
const APIS: ReadonlyMap<number, { readonly api: string; readonly loop: string }> = new Map([
  [2, { api: 'ListOffsets', loop: 'kafka.end-offsets' }],
  [3, { api: 'Metadata', loop: 'kafka.topology' }],
  [18, { api: 'ApiVersions', loop: 'kafka.registry' }],
  [32, { api: 'DescribeConfigs', loop: 'kafka.topic-configs' }],
  [35, { api: 'DescribeLogDirs', loop: 'kafka.log-dirs' }],
  [46, { api: 'ListPartitionReassignments', loop: 'kafka.topology' }],
  [55, { api: 'DescribeQuorum', loop: 'kafka.quorum' }],
  [60, { api: 'DescribeCluster', loop: 'kafka.registry' }],
])

const DESCRIBE_CONFIGS = 32

export interface LoadWindow {
  readonly load: readonly ApiLoad[]
  readonly metrics: Samples
}

/** Averages over a window: requests of each API by the runs of the loop that asks it, times the loops there are. */
export function cycleLoad(before: LoadWindow, after: LoadWindow): CycleLoad {
  const earlier = new Map(before.load.map((one) => [one.apiKey, one]))
  const parts = after.load.map((now) => {
    const { api, loop } = APIS.get(now.apiKey) ?? { api: `API ${now.apiKey}`, loop: 'kafka.registry' }
    const was = earlier.get(now.apiKey) ?? { requests: 0, bytesIn: 0, bytesOut: 0, busyMs: 0 }
    const share =
      now.apiKey === DESCRIBE_CONFIGS
        ? configsShare(now.requests - was.requests, before.metrics, after.metrics)
        : loopsPerRun(loop, before.metrics, after.metrics)
    return {
      api,
      requests: (now.requests - was.requests) * share,
      bytesIn: (now.bytesIn - was.bytesIn) * share,
      bytesOut: (now.bytesOut - was.bytesOut) * share,
      busyMs: (now.busyMs - was.busyMs) * share,
    }
  })
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((all, part) => all + of(part), 0)
  return {
    requests: sum(({ requests }) => requests),
    bytesIn: sum(({ bytesIn }) => bytesIn),
    bytesOut: sum(({ bytesOut }) => bytesOut),
    busyMs: sum(({ busyMs }) => busyMs),
    byApi: parts.map(({ api, requests }) => ({ api, requests })),
  }
}

/** Two loops ask for settings: one of each broker, one of topics in batches. Each run of the first asks every broker once. */
function configsShare(requests: number, before: Samples, after: Samples): number {
  const brokers = countOf(after, 'perigee_loop_runs_total', 'reading="kafka.log-dirs"')
  const ofTopics = loopsPerRun('kafka.topic-configs', before, after)
  const ofBrokers = loopsPerRun('kafka.broker-configs', before, after)
  const askedOfBrokers = Number.isNaN(ofBrokers) ? 0 : brokers / ofBrokers
  return (Math.max(0, requests - askedOfBrokers) * ofTopics + brokers) / requests
}

/** NaN when the loop did not run: then nothing can be said of its cycle. */
function loopsPerRun(loop: string, before: Samples, after: Samples): number {
  const reading = `reading="${loop}"`
  const runs = sumOf(after, 'perigee_loop_runs_total', reading) - sumOf(before, 'perigee_loop_runs_total', reading)
  return runs === 0 ? Number.NaN : countOf(after, 'perigee_loop_runs_total', reading) / runs
}
