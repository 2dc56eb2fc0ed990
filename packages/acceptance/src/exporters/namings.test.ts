// One world in every naming: whatever the rules of its exporters, the console reads the same of it.
import { METRICS, type NamingId } from '@perigee/domain'
import { type ClusterSpec, EXPORTER_RULES, type ExporterRules, openFleet } from '@perigee/fleet'
import { type PageMetrics, PageSeries } from '@perigee/sources'
import { describe, expect, test } from 'vitest'

const START = Date.UTC(2026, 5, 1, 12)
const STEP_MS = 15_000
const SINCE = START - 7_200_000

const MODES = { kraft: '4.1', zookeeper: '3.9' } as const
type Mode = keyof typeof MODES

const SPEC: Omit<ClusterSpec, 'mode' | 'release'> = {
  name: 'e',
  dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3 }],
  topics: [
    { name: 'orders', partitions: 6, replicationFactor: 3, ratePerSecond: 600, recordBytes: 500, since: SINCE },
    { name: 'audit', partitions: 3, replicationFactor: 2, ratePerSecond: 30, since: SINCE },
  ],
  groups: ['a', 'b'].map((id) => ({ id, type: 'classic' as const, topics: ['orders'], members: 1, lagMs: 1_000 })),
}

/** Two pages of broker 1, fifteen seconds apart. */
async function pagesOf(spec: Partial<ClusterSpec>, mode: Mode): Promise<readonly PageMetrics[]> {
  let now = START
  const fleet = await openFleet({
    clusters: [{ ...SPEC, mode, release: MODES[mode], ...spec }],
    seed: 5,
    now: () => now,
  })
  try {
    await fleet.settled()
    const node = fleet.clusters[0]?.nodes.get(1)
    const isHost = spec.hasHostExporters === true
    const url = (isHost ? node?.hostExporterUrl() : node?.exporterUrl()) ?? ''
    const target = { id: 'x', url, role: isHost ? 'host' : 'broker', nodeId: 1, origin: 'configured' } as const
    const series = new PageSeries(target, { mode, release: MODES[mode] })
    const pages: PageMetrics[] = []
    for (let i = 0; i < 2; i += 1) {
      const page = await (await fetch(url)).bytes()
      pages.push(series.read(page, i * STEP_MS))
      now += STEP_MS
      fleet.advance()
    }
    return pages
  } finally {
    await fleet.close()
  }
}

const KNOWN_AS: Readonly<Record<ExporterRules, NamingId>> = {
  'example-rules': 'A3',
  'no-rules': 'R',
  'no-rules-lower-case': 'R',
  'confluent-rules': 'C',
  'strimzi-rules': 'S',
  'strimzi-reporter': 'SR',
  'bitnami-rules': 'B',
  // Amazon's brokers are known by the lag of groups, which the simulated ones do not tell; the rest is the same.
  msk: 'R',
}

/** What a node's own exporter measures of itself, not of the world. */
const OF_ITS_OWN = /^(cpu_cores|rss|heap_|gc_|threads|open_fds|start_time|deadlocks)/
const same = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))

describe.each(['kraft', 'zookeeper'] as const)('%s', (mode) => {
  const reference = pagesOf({ exporterRules: 'no-rules' }, mode)

  test.each(EXPORTER_RULES)('%s', async (rules) => {
    const [, truth] = await reference
    const [first, second] = await pagesOf({ exporterRules: rules }, mode)
    if (truth === undefined || first === undefined || second === undefined) throw new Error('no page')
    expect(first.naming).toBe(mode === 'zookeeper' && rules === 'example-rules' ? 'A2' : KNOWN_AS[rules])
    expect(second.notes.filter((note) => !note.includes('KAFKA-19606'))).toEqual([])
    const both = [...second.values.keys()].filter((key) => truth.values.has(key) && !OF_ITS_OWN.test(key))
    expect(both.length).toBeGreaterThan(60)
    const different = both.filter((key) => !same(second.values.get(key) ?? 0, truth.values.get(key) ?? 0))
    expect(different).toEqual([])
    // Nobody else's: what the reference lacks is the mean (which only the reporter can tell) and the role as text.
    const more = [...second.values.keys()].filter((key) => !truth.values.has(key) && !key.endsWith('/mean'))
    expect(more).toEqual([])
    expect(second.topics.topics.toSorted()).toEqual(truth.topics.topics.toSorted())
    for (const { provenance, reason } of second.capabilities)
      expect((provenance === null) === (reason === null)).toBe(false)
  })
})

test('only sums and counts of the reporter give a true mean', async () => {
  const [, page] = await pagesOf({ exporterRules: 'strimzi-reporter' }, 'kraft')
  expect(page?.values.get('req_total_ms/Produce/mean')).toBeGreaterThan(0)
})

test('an exporter of the generation before writes other names and the same values', async () => {
  for (const rules of ['example-rules', 'no-rules', 'confluent-rules', 'strimzi-rules'] as const) {
    const [, now] = await pagesOf({ exporterRules: rules }, 'kraft')
    const [, old] = await pagesOf({ exporterRules: rules, exporterGeneration: '0.x' }, 'kraft')
    expect(old?.looksLike).toMatch(/exporter 0\./)
    expect([...(old?.values.keys() ?? [])].toSorted()).toEqual([...(now?.values.keys() ?? [])].toSorted())
  }
})

test('the host of a broker', async () => {
  const [first, second] = await pagesOf({ hasHostExporters: true }, 'kraft')
  expect(first?.naming).toBe('N')
  const lacking = second?.capabilities.filter(({ applies, provenance }) => applies && provenance === null) ?? []
  expect(lacking.map(({ metric }) => metric)).toEqual([])
  const busy = second?.values.get('node_cpu_busy') ?? Number.NaN
  expect(busy).toBeGreaterThan(0)
  expect(busy).toBeLessThan(1)
  expect([...(second?.values.keys() ?? [])].some((key) => /^node_net_rx\/(lo|veth)/.test(key))).toBe(false)
  expect(METRICS.filter(({ on }) => on === 'host').length).toBeGreaterThan(20)
})
