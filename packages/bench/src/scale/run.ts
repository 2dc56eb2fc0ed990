// One run: the console against a fleet or a real cluster, first alone, then looked at by browsers.
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { apiPath } from '@perigee/contract'
import { apiCases, metricCases, startProbe } from './api-probe.ts'
import { startChild } from './child.ts'
import { type ConsoleCluster, startConsole } from './console-process.ts'
import { cycleLoad } from './cycle-load.ts'
import type { LoopDelay, Phase, RunFigures } from './figures.ts'
import type { ApiLoad } from './fleet-messages.ts'
import { openClient } from './http-get.ts'
import { parseMetrics, type Samples, sumOf } from './metrics-text.ts'
import { cpuSecondsOf, type Memory, memoryOf } from './process-figures.ts'
import { timeStart } from './start-timing.ts'
import type { ViewerAnswer, ViewerAsk } from './viewer-messages.ts'

/** What the console is run against. */
export interface Subject {
  readonly name: string
  readonly clusters: readonly (ConsoleCluster & { readonly brokers: number })[]
  /** Null: nobody counts. */
  readonly load: (() => Promise<readonly ApiLoad[]>) | null
  /** Lets things go on in it. */
  readonly begin: () => Promise<void>
}

export interface RunOptions {
  readonly minutes: number
  readonly browsers: number
  readonly profile: string | null
  readonly history: boolean
}

const SETTLE_MS = 5_000
const LONGEST_ALONE_MS = 90_000
const PROBE_PAUSE_MS = 250
/** Every loop has run at least once in this: the slowest interval (settings). */
const CYCLE_SECONDS = 60
const FIVE_MINUTES_MS = 300_000

export async function run(subject: Subject, { minutes, browsers, profile, history }: RunOptions): Promise<RunFigures> {
  const clusters = subject.clusters.map(({ brokers: _, ...one }) => one)
  const started = await startConsole({ clusters, profile, history })
  const memory = watchMemory(started.pid, started.startedAt)
  const viewers = startChild<ViewerAsk, ViewerAnswer>('./viewer-process.ts')
  try {
    const timing = await timeStart(started.port, started.startedAt)
    await pause(SETTLE_MS)
    const startCpu = cpuSecondsOf(started.pid)
    const afterStart = lastingMemory(started.pid)
    const parts: Parts = { ...started, subject, memory }
    const first = await scrape(started.port)
    await subject.begin()
    const endsAt = started.startedAt + minutes * 60_000
    const alone = Math.min(LONGEST_ALONE_MS, 0.2 * minutes * 60_000)
    const polling = await phase(parts, () => pause(alone))
    const sights = await sightsOf(started.port, subject.clusters[0]?.name ?? '')
    await viewers.ask({
      kind: 'open',
      order: { port: started.port, browsers, clusters: subject.clusters.map(({ name }) => name) },
    })
    const [{ name: cluster = '', exporters = [] } = {}] = subject.clusters
    const more = exporters.length === 0 ? [] : metricCases(cluster, sights.broker)
    const probe = startProbe(started.port, [...apiCases(cluster, sights), ...more], PROBE_PAUSE_MS)
    const watched = await phase(parts, () => pause(Math.max(10_000, endsAt - Date.now())))
    const api = await probe.stop()
    const told = await viewers.ask({ kind: 'views' })
    if (told.kind !== 'views') throw new Error('the browsers told nothing')
    const size = await sizeOf(started.port)
    return {
      name: subject.name,
      at: new Date().toISOString(),
      clusters: subject.clusters.length,
      brokers: subject.clusters.reduce((sum, cluster) => sum + cluster.brokers, 0),
      ...size,
      browsers,
      minutes,
      start: { ...timing, loopDelay: delayOf(first), cpuSeconds: startCpu },
      memory: {
        afterStartBytes: afterStart.residentBytes,
        atFiveMinutesBytes: memory.around(FIVE_MINUTES_MS),
        atTenMinutesBytes: memory.around(2 * FIVE_MINUTES_MS),
        atEndBytes: lastingMemory(started.pid).residentBytes,
        peakBytes: lastingMemory(started.pid).peakBytes,
        heapUsedBytes: sumOf(watched.after, 'nodejs_heap_size_used_bytes'),
      },
      polling: polling.phase,
      watched: watched.phase,
      cycle: polling.load === null || watched.load === null ? null : cycleLoad(polling.load.before, watched.load.after),
      cycleSeconds: CYCLE_SECONDS,
      requestsPerCycleByConsole:
        (CYCLE_SECONDS / polling.phase.seconds) *
        (sumOf(polling.after, 'perigee_peer_requests_total') - sumOf(polling.before, 'perigee_peer_requests_total')),
      api,
      views: told.views,
    }
  } finally {
    memory.stop()
    await viewers.stop()
    await started.stop()
  }
}

function lastingMemory(pid: number): Memory {
  const memory = memoryOf(pid)
  if (memory === null) throw new Error('the console ended while it was measured')
  return memory
}

interface Parts {
  readonly pid: number
  readonly port: number
  readonly subject: Subject
  readonly memory: ReturnType<typeof watchMemory>
}

async function phase({ pid, port, subject, memory }: Parts, work: () => Promise<unknown>) {
  // The event-loop figures of the console begin anew with each scrape.
  const before = await scrape(port)
  const loadBefore = await subject.load?.()
  const startedAt = performance.now()
  const cpuBefore = cpuSecondsOf(pid)
  const residentFrom = memory.samples.length
  await work()
  const seconds = (performance.now() - startedAt) / 1_000
  const cpuSeconds = cpuSecondsOf(pid) - cpuBefore
  const resident = memory.samples.slice(residentFrom).map(({ bytes }) => bytes)
  const loadAfter = await subject.load?.()
  const after = await scrape(port)
  const gc = 'nodejs_gc_duration_seconds_sum'
  const told: Phase = {
    seconds,
    cpuShare: cpuSeconds / seconds,
    loopDelay: delayOf(after),
    gcSeconds: sumOf(after, gc) - sumOf(before, gc),
    residentBytes: resident.reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, resident.length),
    loadAverage: loadavg()[0] ?? Number.NaN,
  }
  const load =
    loadBefore === undefined || loadAfter === undefined
      ? null
      : { before: { load: loadBefore, metrics: before }, after: { load: loadAfter, metrics: after } }
  return { phase: told, before, after, load }
}

async function scrape(port: number): Promise<Samples> {
  const client = openClient(port)
  const { body } = await client.get(apiPath('metrics'), { body: 'keep' })
  client.close()
  return parseMetrics(body ?? '')
}

const SAMPLED_EVERY_MS = 10

function delayOf(samples: Samples): LoopDelay {
  const ms = (name: string) =>
    Math.max(0, sumOf(samples, `nodejs_eventloop_lag_${name}_seconds`) * 1_000 - SAMPLED_EVERY_MS)
  return { p50Ms: ms('p50'), p99Ms: ms('p99'), maxMs: ms('max') }
}

const SAMPLE_MS = 2_000
const AROUND_MS = 10_000

function watchMemory(pid: number, startedAt: number) {
  const samples: { readonly afterMs: number; readonly bytes: number }[] = []
  const timer = setInterval(() => {
    const memory = memoryOf(pid)
    if (memory !== null) samples.push({ afterMs: Date.now() - startedAt, bytes: memory.residentBytes })
  }, SAMPLE_MS)
  return {
    samples,
    /** Mean of what was seen around a moment after the start; null when it was not lived to. */
    around(afterMs: number): number | null {
      const near = samples.filter((one) => Math.abs(one.afterMs - afterMs) <= AROUND_MS)
      return near.length < 3 ? null : near.reduce((sum, one) => sum + one.bytes, 0) / near.length
    },
    stop: () => clearInterval(timer),
  }
}

async function sightsOf(port: number, cluster: string) {
  const client = openClient(port)
  const largest = await client.get(`${apiPath('topics', { cluster })}?limit=1&sort=-partitions`, { body: 'keep' })
  const listed = await client.get(apiPath('brokers', { cluster }), { body: 'keep' })
  client.close()
  const topics = JSON.parse(largest.body ?? '') as { data: { items: { name: string }[] } }
  const brokers = JSON.parse(listed.body ?? '') as { data: { items: { id: number }[] } }
  return { topic: topics.data.items[0]?.name ?? '', broker: brokers.data.items[0]?.id ?? 0 }
}

async function sizeOf(port: number): Promise<{ readonly topics: number; readonly partitions: number }> {
  const client = openClient(port)
  const { body } = await client.get(apiPath('overview'), { body: 'keep' })
  client.close()
  const { data } = JSON.parse(body ?? '') as { data: { clusters: { topics: number; partitions: number }[] } }
  const sum = (of: 'topics' | 'partitions') => data.clusters.reduce((all, cluster) => all + cluster[of], 0)
  return { topics: sum('topics'), partitions: sum('partitions') }
}
