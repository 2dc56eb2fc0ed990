// One world in every naming, scraped by a simulated Prometheus: its answers are what the pages themselves tell.
import { type MetricTarget, metricOfKey, type NodeMetrics } from '@perigee/domain'
import { type ClusterSpec, EXPORTER_RULES, openFleet, openPrometheus as openSimulated } from '@perigee/fleet'
import { openPrometheus, type PageMetrics, PageSeries } from '@perigee/sources'
import { describe, expect, test } from 'vitest'

const START = Date.UTC(2026, 5, 1, 12)
const INTERVAL_MS = 15_000
/** As many as the window of rates is long. */
const INTERVALS = 4
const WINDOW_MS = INTERVALS * INTERVAL_MS
const SINCE = START - 7_200_000
const NEVER = new AbortController().signal

const SPEC: Omit<ClusterSpec, 'mode' | 'release'> = {
  name: 'p',
  dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3 }],
  topics: [
    { name: 'orders', partitions: 6, replicationFactor: 3, ratePerSecond: 600, recordBytes: 500, since: SINCE },
    { name: 'audit', partitions: 3, replicationFactor: 2, ratePerSecond: 30, since: SINCE },
  ],
  groups: [{ id: 'a', type: 'classic', topics: ['orders'], members: 1, lagMs: 1_000 }],
}
const MODES = { kraft: '4.1', zookeeper: '3.9' } as const

interface Both {
  readonly page: PageMetrics
  readonly told: NodeMetrics
}

/** Broker 1, or its host: its page at both ends of the window, and Prometheus at its end. */
async function both(spec: Partial<ClusterSpec>, mode: keyof typeof MODES, role: 'broker' | 'host'): Promise<Both> {
  let now = START
  const release = MODES[mode]
  const fleet = await openFleet({ clusters: [{ ...SPEC, mode, release, ...spec }], seed: 5, now: () => now })
  await fleet.settled()
  const node = fleet.clusters[0]?.nodes.get(1)
  const url = (role === 'host' ? node?.hostExporterUrl() : node?.exporterUrl()) ?? ''
  const prometheus = await openSimulated({ targets: [{ url, labels: { job: 'kafka' } }], now: () => now })
  try {
    const target: MetricTarget = { id: `${role}/1`, url, role, nodeId: 1, origin: 'configured' }
    const series = new PageSeries(target, { mode, release })
    const readPage = async () => series.read(await (await fetch(url)).bytes(), now)
    let page = await readPage()
    for (let i = 0; i <= INTERVALS; i += 1) {
      if (i > 0) now += INTERVAL_MS
      fleet.advance()
      await prometheus.scrape()
      if (i === 0 || i === INTERVALS) page = await readPage()
    }
    const config = { url: prometheus.url, auth: null, selector: null, nodeLabel: 'instance', tenant: null }
    const outcome = await openPrometheus(config, { timeoutMs: 10_000 }).read({ mode, release }, NEVER)
    if (!outcome.ok) throw new Error(outcome.failure.message)
    expect(outcome.gaps).toEqual([])
    expect(outcome.value).toHaveLength(1)
    return { page, told: outcome.value[0] as NodeMetrics }
  } finally {
    await prometheus.close()
    await fleet.close()
  }
}

/** The role follows from the node's id, which Prometheus does not tell. */
const DERIVED = new Set(['raft_state'])

const isCounted = (key: string) =>
  metricOfKey(key)?.kind === 'counter' || key.endsWith('/rate') || /^node_(cpu|disk)_(busy|iowait)/.test(key)

function expectSame({ page, told }: Both): void {
  const own = [...page.values.keys()].filter((key) => !DERIVED.has(key))
  expect(told.naming).toBe(page.naming)
  expect([...told.values.keys()].filter((key) => !DERIVED.has(key)).toSorted()).toEqual(own.toSorted())
  const different = own.flatMap((key) => {
    const [a, b] = [page.values.get(key) ?? Number.NaN, told.values.get(key) ?? Number.NaN]
    // Prometheus may miss the first interval of its window, and stretches what it saw: one event more or less.
    const oneEvent = isCounted(key) ? 1_000 / WINDOW_MS : /^node_disk_(read|write)_ms/.test(key) ? 1 : 0
    return Math.abs(a - b) <= 0.01 * Math.abs(a) + oneEvent ? [] : [`${key}: page ${a}, Prometheus ${b}`]
  })
  expect(different).toEqual([])
}

describe.each(['kraft', 'zookeeper'] as const)('%s', (mode) => {
  test.each(EXPORTER_RULES)('%s', async (exporterRules) => {
    const seen = await both({ exporterRules }, mode, 'broker')
    expectSame(seen)
    const { page, told } = seen
    expect(told.values.size).toBeGreaterThan(60)
    expect([...told.values.keys()].filter((key) => metricOfKey(key)?.kind === 'counter').length).toBeGreaterThan(10)
    expect(told.topics.topics.toSorted()).toEqual(page.topics.topics.toSorted())
    const given = (metrics: PageMetrics | NodeMetrics) =>
      metrics.capabilities.filter(({ provenance, metric }) => provenance !== null && !DERIVED.has(metric))
    // Given by a page is also what is there without a value: NaN, or errors of which there were none.
    const valued = new Set([...page.values.keys()].map((key) => metricOfKey(key)?.id))
    expect(given(told)).toEqual(given(page).filter(({ metric }) => valued.has(metric)))
  })
})

test('the host of a broker', async () => {
  const seen = await both({ hasHostExporters: true }, 'kraft', 'host')
  expectSame(seen)
  expect(seen.told).toMatchObject({ naming: 'N', target: { role: 'host' } })
})
