// The short form of the scale benchmark: memory, request counts and payload sizes, which do not depend on how busy the
// machine is. Times are measured by `npm run bench` only.
import { setTimeout as pause } from 'node:timers/promises'
import { apiPath } from '@perigee/contract'
import { expect, test } from 'vitest'
import { type ApiCase, apiCases, metricCases } from './api-probe.ts'
import { startConsole } from './console-process.ts'
import { cycleLoad, type LoadWindow } from './cycle-load.ts'
import { openClient } from './http-get.ts'
import { parseMetrics, type Samples, sumOf } from './metrics-text.ts'
import { memoryOf } from './process-figures.ts'
import type { ShapeName } from './shapes.ts'
import { timeStart } from './start-timing.ts'
import { type FleetOptions, openFleetSubject } from './subjects.ts'

const MB = 1e6
const LOOPS = [
  'kafka.registry',
  'kafka.topology',
  'kafka.end-offsets',
  'kafka.log-dirs',
  'kafka.topic-configs',
  'kafka.broker-configs',
]
/** Often, so that every loop runs a few times in seconds. */
const POLLING = { registryMs: 1_000, topologyMs: 1_000, endOffsetsMs: 1_000, logDirsMs: 1_000, configsMs: 1_000 }

interface Short {
  /** Of the brokers, by every loop once. */
  readonly requests: number
  /** The same while pages are asked for all the time. */
  readonly requestsWatched: number
  readonly peakBytes: number
  readonly brokers: number
  /** Of each answer, as sent. */
  readonly bytes: Readonly<Record<string, number>>
}

async function runShort(shape: ShapeName, options: FleetOptions): Promise<Short> {
  const open = await openFleetSubject(shape, options)
  const { clusters, load } = open.subject
  const started = await startConsole({
    clusters: clusters.map(({ brokers: _, ...one }) => one),
    polling: POLLING,
    from: 'sources',
  })
  try {
    const timing = await timeStart(started.port, started.startedAt)
    expect(timing.completeMs, 'the overview became complete').not.toBe(Number.POSITIVE_INFINITY)
    const look = async (): Promise<LoadWindow> => ({
      load: (await load?.()) ?? [],
      metrics: await metricsOf(started.port),
    })
    // Connections are made and versions agreed upon in the first runs.
    await allRan(started.port, await metricsOf(started.port), 2)
    const before = await look()
    await allRan(started.port, before.metrics, 3)
    const between = await look()
    let isAsking = true
    const asking = (async () => {
      let bytes: Record<string, number> = {}
      const name = clusters[0]?.name ?? ''
      const more = options.exporters === true ? metricCases(name, 1) : []
      while (isAsking) bytes = await askAll(started.port, name, more)
      return bytes
    })()
    await allRan(started.port, between.metrics, 3)
    const after = await look()
    isAsking = false
    const bytes = await asking
    return {
      requests: cycleLoad(before, between).requests,
      requestsWatched: cycleLoad(between, after).requests,
      peakBytes: memoryOf(started.pid)?.peakBytes ?? Number.NaN,
      brokers: clusters.reduce((sum, cluster) => sum + cluster.brokers, 0),
      bytes,
    }
  } finally {
    await started.stop()
    await open.close()
  }
}

async function metricsOf(port: number): Promise<Samples> {
  const client = openClient(port)
  const { body } = await client.get(apiPath('metrics'), { body: 'keep' })
  client.close()
  return parseMetrics(body ?? '')
}

/** Waits until every kind of loop has run so often since. */
async function allRan(port: number, since: Samples, times: number): Promise<void> {
  const runs = (samples: Samples, loop: string) => sumOf(samples, 'perigee_loop_runs_total', `reading="${loop}"`)
  for (;;) {
    const now = await metricsOf(port)
    if (LOOPS.every((loop) => runs(now, loop) - runs(since, loop) >= times)) return
    await pause(100)
  }
}

async function askAll(port: number, cluster: string, more: readonly ApiCase[]): Promise<Record<string, number>> {
  const client = openClient(port)
  const topics = await client.get(`${apiPath('topics', { cluster })}?limit=1&sort=-partitions`, { body: 'keep' })
  const { data } = JSON.parse(topics.body ?? '') as { data: { items: { name: string }[] } }
  const cases = [...apiCases(cluster, { topic: data.items[0]?.name ?? '', broker: 1 }), ...more]
  const bytes: Record<string, number> = {}
  for (const { name, path } of cases) {
    const got = await client.get(path)
    expect(got.status, path).toBe(200)
    bytes[name] = got.bytes
    // The console refuses who asks thousands of times in seconds.
    await pause(10)
  }
  client.close()
  return bytes
}

interface Limits {
  readonly requests: number
  /** Run from the sources, type stripping included: what `npm start` runs needs half. */
  readonly peakBytes: number
  readonly bytes: Readonly<Record<string, number>>
}

function guard(short: Short, limits: Limits): void {
  expect(short.requests).toBeGreaterThan(short.brokers)
  expect(short.requests).toBeLessThanOrEqual(limits.requests)
  // A page view causes no request; what is under way at the edges of a window is counted in one of them.
  expect(short.requestsWatched).toBeLessThanOrEqual(1.2 * short.requests + 2)
  expect(short.peakBytes).toBeGreaterThan(20 * MB)
  expect(short.peakBytes).toBeLessThanOrEqual(limits.peakBytes)
  for (const [name, most] of Object.entries(limits.bytes)) {
    expect(short.bytes[name], name).toBeGreaterThan(100)
    expect(short.bytes[name], name).toBeLessThanOrEqual(most)
  }
}

test('shape S stays within its requests, its memory and its payloads', { timeout: 180_000 }, async () => {
  guard(await runShort('S', {}), {
    requests: 21,
    peakBytes: 340 * MB,
    bytes: { overview: 800, cluster: 1_800, brokers: 1_000, broker: 8_000, 'topics, first 100': 3_500, topic: 3_500 },
  })
})

// What exporters tell is asked of them, not of Kafka.
test('exporters cost Kafka no request more, and stay within their memory and payloads', {
  timeout: 180_000,
}, async () => {
  guard(await runShort('S', { exporters: true }), {
    requests: 21,
    peakBytes: 440 * MB,
    bytes: { cluster: 2_000, vitals: 5_000, 'vitals of a broker': 8_000, capability: 4_000 },
  })
})

test('a tenth of shape M stays within its requests, its memory and its payloads', { timeout: 180_000 }, async () => {
  guard(await runShort('M', { scale: 0.1 }), {
    requests: 2 + 5 * 30,
    peakBytes: 450 * MB,
    bytes: {
      overview: 900,
      cluster: 2_200,
      brokers: 3_000,
      'topics, first 100': 5_000,
      'topics, 1,000 rows': 8_000,
      'partitions, by size': 8_500,
    },
  })
})
