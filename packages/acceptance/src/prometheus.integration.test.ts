import { setTimeout as sleep } from 'node:timers/promises'
import { type MetricTarget, metricOfKey, type NodeMetrics } from '@perigee/domain'
import {
  EXAMPLE_RULES,
  KAFKA_3_9,
  type LabCluster,
  type LabPrometheus,
  NO_RULES,
  prometheusVersion,
  startKRaftCluster,
  startPrometheus,
  startZooKeeperCluster,
  waitFor,
} from '@perigee/lab'
import { type ClusterHints, openPrometheus, type PrometheusSource } from '@perigee/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flowOf, flowSpan, isRate, type Look, longestAnswer, lookAt, spanOf, type Window } from './scraped-twice.ts'

const SETUP_MS = 600_000
/** How often both readers look. With rules a page takes its exporter seconds. */
const QUICK_MS = 4_000
const SLOW_MS = 10_000
/** Prometheus' rates are over four intervals. */
const INTERVALS_PER_WINDOW = 4
const NEVER = new AbortController().signal

const version = await prometheusVersion()
if (version === null) console.warn('no Prometheus here (apt-get install prometheus): it is not compared with pages')

/** What moves by itself between two looks: of these the size must agree, not the moment. */
const RESTLESS =
  /^(heap_|rss|threads$|open_fds|cpu_cores|gc_|connections|purgatory_size|raft_(log_end|high)|.*_idle|.*_ms(\/|$)|requests|start_time)/
const SIZE = 0.5
const ROUNDING = 1e-6
/** Prometheus stretches what it saw between its first and last sample to the edges of the window. */
const EDGES = 0.1

// Each release once and each rule set once: what the other two pairs would tell, exporters of real brokers are held to
// without Prometheus, and a simulated Prometheus in every naming.
describe.skipIf(version === null).each([
  ['Kafka 3.9 with ZooKeeper, example rules', startZooKeeperCluster, EXAMPLE_RULES, 1, SLOW_MS],
  ['Kafka 4 with KRaft, no rules', startKRaftCluster, NO_RULES, 3, QUICK_MS],
] as const)('%s: Prometheus tells what the exporters tell', (_, start, exporterRules, nodes, intervalMs) => {
  let cluster: LabCluster
  let prometheus: LabPrometheus
  let source: PrometheusSource
  let hints: ClusterHints
  let looks: readonly Look[]
  let told: NodeMetrics
  let everybody: readonly NodeMetrics[]
  let window: Window

  beforeAll(async () => {
    cluster = await start({ nodes, exporterRules })
    hints = { mode: cluster.zookeeperConnect === null ? 'kraft' : 'zookeeper', release: cluster.release.version }
    await cluster.createTopic({ name: 'orders', partitions: 3, replicationFactor: nodes })
    await cluster.produce({ topic: 'orders', messages: 500, sizeBytes: 200 })
    const targets = cluster.brokers.map(({ exporterUrl }) => new URL(exporterUrl ?? '').host)
    prometheus = await startPrometheus({ jobs: [{ name: 'kafka', targets }], scrapeIntervalMs: intervalMs })
    source = open()
    // Everything that is counted has begun to be, and Prometheus knows its interval, before the comparison begins.
    await waitFor(async () => (await read()).every(({ values }) => values.has('bytes_in')), {
      what: 'rates of Prometheus',
      timeoutMs: 90_000,
      everyMs: intervalMs,
    })
    await undisturbed(compare)
  }, SETUP_MS)
  afterAll(async () => {
    await prometheus?.[Symbol.asyncDispose]()
    await cluster?.[Symbol.asyncDispose]()
  })

  function open(): PrometheusSource {
    const selector = 'job="kafka"'
    const config = { url: prometheus.url, auth: null, selector, nodeLabel: 'instance', tenant: null }
    return openPrometheus(config, { timeoutMs: 10_000 })
  }

  async function read(): Promise<readonly NodeMetrics[]> {
    const outcome = await source.read(hints, NEVER)
    if (!outcome.ok) throw new Error(outcome.failure.message)
    expect(outcome.gaps).toEqual([])
    return outcome.value
  }

  /** Again when a scrape failed in between: on a busy machine a page with rules may take longer than an interval. */
  async function undisturbed(attempt: () => Promise<void>, left = 2): Promise<void> {
    await attempt().catch((error: unknown) => {
      if (left === 0) throw error
      return undisturbed(attempt, left - 1)
    })
  }

  /** A burst in the middle of the window; we look at the first broker's page on both sides of it. */
  async function compare(): Promise<void> {
    const url = cluster.brokers[0]?.exporterUrl ?? ''
    const target: MetricTarget = { id: 'broker/1', url, role: 'broker', nodeId: 1, origin: 'configured' }
    let isOver = false
    const looking = lookAt(target, hints, { intervalMs, isOver: () => isOver })
    let atMs = 0
    try {
      await sleep(3 * intervalMs)
      await cluster.produce({ topic: 'orders', messages: 20_000, sizeBytes: 500 })
      await sleep(1.5 * intervalMs)
      // A reader that begins now: rates by topic are asked for the first time, then every fourth time.
      source = open()
      atMs = Date.now()
      everybody = await read()
      await sleep(2 * intervalMs)
    } finally {
      isOver = true
      looks = await looking
    }
    const windowMs = INTERVALS_PER_WINDOW * intervalMs
    window = { atMs, windowMs, intervalMs, answerMs: longestAnswer(looks) }
    const mine = everybody.find((node) => node.target.url === `prometheus:${new URL(url).host}`)
    if (mine === undefined) throw new Error('Prometheus does not know the broker')
    told = mine
  }

  it('finds every broker, by the same rules', () => {
    expect(everybody).toHaveLength(nodes)
    expect(everybody.map(({ naming }) => naming)).toEqual(everybody.map(() => looks[0]?.metrics.naming))
    expect(everybody.every(({ target }) => target.role === 'broker')).toBe(true)
    expect(exporterRules === NO_RULES).toBe(told.naming === 'R')
  })

  it('tells the same metrics', () => {
    // What was first counted a moment ago has two samples here, and perhaps one there.
    const settled = looks.filter(({ atMs }) => atMs < window.atMs - 2 * intervalMs).at(-1)?.metrics
    const given = (metrics: NodeMetrics | undefined) => [
      ...new Set([...(metrics?.values.keys() ?? [])].map((key) => metricOfKey(key)?.id)),
    ]
    // The role is derived from the node's id, which Prometheus does not tell.
    const own = given(settled).filter((metric) => metric !== 'raft_state')
    expect(own.length).toBeGreaterThan(60)
    expect(given(told)).toEqual(expect.arrayContaining(own))
  })

  it('gives the same numbers, within one interval', () => {
    const compared: string[] = []
    const wrong: string[] = []
    for (const [key, value] of told.values) {
      const span = spanOf(looks, key, window)
      if (span === null) continue
      compared.push(key)
      const slack = RESTLESS.test(key) ? SIZE * Math.max(Math.abs(span.to), 0.02) : isRate(key) ? EDGES * span.to : 0
      const isIn = value >= span.from - slack - ROUNDING && value <= span.to + slack + ROUNDING
      // From 0 to 1 s within a second, over and over.
      if (key.endsWith('_lag_ms')) continue
      if (!isIn) wrong.push(`${key}: ${value}, seen ${span.from} to ${span.to}`)
    }
    expect(wrong).toEqual([])
    expect(compared.length).toBeGreaterThan(150)
    // The burst is in it: the comparison of rates was one of more than zeros.
    const bytes = ['bytes_in', 'replication_bytes_in'].map((key) => told.values.get(key) ?? 0)
    expect(Math.max(...bytes)).toBeGreaterThan(100_000)
  })

  it('gives the same flows of topics', () => {
    const flow = flowOf(told.topics, 'orders') ?? Number.NaN
    const span = flowSpan(looks, 'orders', window)
    expect(told.topics.topics).toContain('orders')
    expect(flow).toBeGreaterThan((span?.from ?? Number.NaN) * (1 - EDGES) - ROUNDING)
    expect(flow).toBeLessThan((span?.to ?? Number.NaN) * (1 + EDGES) + ROUNDING)
  })

  it('keeps history: the burst stands in the minute in which it was', async () => {
    const ask = { topic: null, fromMs: window.atMs - 60_000, toMs: window.atMs, stepMs: 20_000 }
    const bytes = await source.range({ ...ask, key: 'bytes_in', targets: [told.target] }, NEVER)
    if (!bytes.ok) throw new Error(bytes.failure.message)
    const [series] = bytes.value.series
    expect(series?.target).toBe(told.target.id)
    const counted = (series?.mean ?? []).reduce<number>((sum, rate) => sum + (rate ?? 0) * 20, 0)
    const share = 1 / nodes
    // Records of 500 bytes with their overhead; what leads them is spread over the brokers.
    expect(counted).toBeGreaterThan(20_000 * 500 * share * 0.5)
    expect(counted).toBeLessThan(20_000 * 700 * Math.min(1, share * 2))
    const whole = await source.range({ ...ask, key: 'bytes_in', targets: null }, NEVER)
    const least = Math.max(...(series?.mean ?? []).map((rate) => rate ?? 0))
    expect(
      Math.max(...(whole.ok ? (whole.value.series[0]?.mean ?? []) : []).map((rate) => rate ?? 0)),
    ).toBeGreaterThanOrEqual(least)
    const partitions = await source.range({ ...ask, key: 'partitions', targets: [told.target] }, NEVER)
    expect(partitions.ok && partitions.value.series[0]?.max.at(-1)).toBe(told.values.get('partitions'))
  })

  it('a broker that is gone is not told any more, and named as a gap', async () => {
    if (nodes < 3) return
    await cluster.kill(3)
    await waitFor(
      async () => {
        const outcome = await source.read(hints, NEVER)
        return (
          outcome.ok &&
          outcome.value.length === 2 &&
          outcome.gaps.some(({ failure }) => failure.message.includes('cannot scrape'))
        )
      },
      { what: 'the gap', timeoutMs: 60_000, everyMs: 1_000 },
    )
  }, 90_000)
})

it.skipIf(version === null)(
  'without any series of Kafka it says so',
  async () => {
    await using prometheus = await startPrometheus({ jobs: [], scrapeIntervalMs: QUICK_MS })
    const config = { url: prometheus.url, auth: null, selector: null, nodeLabel: 'instance', tenant: null }
    const source = openPrometheus(config, { timeoutMs: 10_000 })
    const outcome = await source.read({ mode: null, release: KAFKA_3_9.version }, NEVER)
    expect(outcome).toMatchObject({ ok: true, value: [], gaps: [{ fact: 'metrics' }] })
  },
  60_000,
)
