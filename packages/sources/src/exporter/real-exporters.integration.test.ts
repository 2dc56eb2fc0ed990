// Real exporters in real brokers: what they give is read, and the numbers are those that Kafka tells by its protocol.
import { identify, type MetricTarget, type NodeMetrics, type Topology } from '@perigee/domain'
import {
  EXAMPLE_RULES,
  type LabCluster,
  NO_RULES,
  startKRaftCluster,
  startZooKeeperCluster,
  waitFor,
} from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openKafka } from '../kafka/open-kafka.ts'
import type { KafkaSource } from '../kafka/source.ts'
import type { Outcome } from '../outcome.ts'
import { leanConfig } from './lean-config.ts'
import { openExporters } from './open-exporters.ts'
import { type ExporterThread, openExporterThread } from './thread/exporter-thread.ts'

const START_MS = 300_000
const never = () => new AbortController().signal
const THREAD = new URL('./thread/pages.fake.ts', import.meta.url)

const ZOOKEEPER = { mode: 'zookeeper', release: '3.9', start: startZooKeeperCluster } as const
const KRAFT = { mode: 'kraft', release: '4.3', start: startKRaftCluster } as const

/** What no page of these rules gives: they do not export it. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'zookeeper rules': ['cpus'],
  'kraft rules': ['connections', 'cpus'],
  'zookeeper none': [],
  'kraft none': [],
  // A lean list leaves the platform's beans to the agent, whose own metrics tell the same.
  'kraft lean': [],
}

const CASES = [
  { ...ZOOKEEPER, rules: 'rules', config: EXAMPLE_RULES, naming: ['A2'] },
  { ...ZOOKEEPER, rules: 'none', config: NO_RULES, naming: ['R'] },
  { ...KRAFT, rules: 'rules', config: EXAMPLE_RULES, naming: ['A3'] },
  { ...KRAFT, rules: 'none', config: NO_RULES, naming: ['R'] },
  { ...KRAFT, rules: 'lean', config: leanConfig({ generation: '1.x', topics: 'per topic' }), naming: ['R'] },
] as const

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`)
  return outcome.value
}

describe.each(CASES)(
  'Kafka $release, $mode, exporter with $rules',
  ({ mode, release, start, rules, config, naming }) => {
    let cluster: LabCluster
    let kafka: KafkaSource
    let thread: ExporterThread
    let exporters: ReturnType<typeof openExporters>

    const topology = async (): Promise<Topology> => {
      const registry = value(await kafka.readRegistry([], never()))
      return value(await kafka.readTopology(registry, undefined, never())).topology
    }
    const scrape = async (id: number): Promise<NodeMetrics> => {
      const url = cluster.node(id).exporterUrl ?? ''
      const target: MetricTarget = { id: `broker/${id}`, url, role: 'broker', nodeId: id, origin: 'configured' }
      return value(await exporters.scrape(target, { mode, release }, never()))
    }
    const scrapeAll = async (ids = [1, 2, 3]) => Promise.all(ids.map(scrape))

    beforeAll(async () => {
      cluster = await start({ exporterRules: config })
      await cluster.createTopics([
        { name: 'orders', partitions: 40, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } },
        { name: 'single', assignments: [[3], [2], [1], [3]] },
      ])
      await cluster.produce({ topic: 'orders', messages: 300 })
      kafka = openKafka({
        cluster: { bootstrap: cluster.bootstrap.split(','), tls: null, sasl: null },
        connectTimeoutMs: 5_000,
        requestTimeoutMs: 10_000,
      })
      thread = openExporterThread(THREAD)
      exporters = openExporters({ auth: null, timeoutMs: 60_000, thread })
    }, START_MS)

    afterAll(async () => {
      await kafka?.close()
      await exporters?.close()
      await thread?.close()
      await cluster?.[Symbol.asyncDispose]()
    }, START_MS)

    test(
      'gives at least 95 % of what it could',
      async () => {
        const [page] = await scrapeAll([1])
        if (page === undefined) throw new Error('no page')
        expect(naming).toContain(page.naming)
        expect(page.looksLike).toContain('exporter 1.0.1')
        expect(page.notes.filter((note) => !note.includes('KAFKA-19606'))).toEqual([])
        const without = WITHOUT[`${mode} ${rules}`] ?? []
        const could = page.capabilities.filter(({ applies, metric }) => applies && !without.includes(metric))
        const missing = could.filter(({ provenance }) => provenance === null).map(({ metric }) => metric)
        expect(missing.length / could.length, missing.join(' ')).toBeLessThanOrEqual(0.05)
      },
      START_MS,
    )

    test(
      'counts what Kafka counts',
      async () => {
        await waitFor(
          async () => {
            const [kafkaSays, pages] = await Promise.all([topology(), scrapeAll()])
            const told = pages.map(({ values }) => [values.get('leaders'), values.get('partitions')])
            return JSON.stringify(told) === JSON.stringify([1, 2, 3].map((id) => countsOf(kafkaSays, id)))
          },
          { what: 'exporters and Metadata to agree on leaders and replicas', timeoutMs: 60_000 },
        )
        const pages = await scrapeAll()
        const kafkaSays = await topology()
        for (const metrics of pages) {
          expect(identify({ metrics, topology: kafkaSays, startTimes: [] }).verdict).toBe('confirmed')
          expect(metrics.values.get('broker_state')).toBe(3)
          expect(metrics.values.get('under_replicated')).toBe(0)
        }
        expect(pages.reduce((sum, { values }) => sum + (values.get('active_controllers') ?? 0), 0)).toBe(1)
      },
      START_MS,
    )

    test(
      'rates are those of what was produced',
      async () => {
        const before = await scrapeAll()
        const startedAt = performance.now()
        await cluster.produce({ topic: 'orders', messages: 500 })
        const after = await scrapeAll()
        const seconds = (performance.now() - startedAt) / 1000
        expect(before.length).toBe(after.length)
        const messages = after.reduce((sum, { values }) => sum + (values.get('messages_in') ?? 0), 0) * seconds
        // The moments of the scrapes are not exactly ours; other topics (groups, transactions) take some, too.
        expect(messages).toBeGreaterThan(250)
        expect(messages).toBeLessThan(2_000)
        for (const { values } of after) {
          expect(values.get('handler_idle')).toBeGreaterThan(0)
          expect(values.get('handler_idle')).toBeLessThanOrEqual(1)
          expect(values.get('cpu_cores')).toBeGreaterThan(0)
          expect(values.get('heap_used')).toBeGreaterThan(1e6)
        }
        expect(after.some(({ topics }) => topics.topics.includes('orders'))).toBe(true)
      },
      START_MS,
    )

    test(
      'with a broker dead, under-replicated and offline are what Metadata says',
      async () => {
        await cluster.kill(3)
        await waitFor(
          async () => {
            const [kafkaSays, pages] = await Promise.all([topology(), scrapeAll([1, 2])])
            const sum = pages.reduce((all, { values }) => all + (values.get('under_replicated') ?? 0), 0)
            const offline = Math.max(...pages.map(({ values }) => values.get('offline_partitions') ?? 0))
            const real = troublesOf(kafkaSays)
            return real.under > 0 && sum === real.under && offline === real.offline && real.offline === 2
          },
          { what: 'exporters and Metadata to agree on what is under-replicated and offline', timeoutMs: 90_000 },
        )
        const { failure } = (await exporters.scrape(
          { id: 'broker/3', url: cluster.node(3).exporterUrl ?? '', role: 'broker', nodeId: 3, origin: 'configured' },
          { mode, release },
          never(),
        )) as { failure?: { code: string } }
        expect(failure?.code).toBe('refused')
      },
      START_MS,
    )
  },
)

function countsOf({ partitions }: Topology, id: number): [number, number] {
  return [
    partitions.leader.filter((leader) => leader === id).length,
    partitions.replica.filter((replica) => replica === id).length,
  ]
}

/** Under-replicated as leaders count them: only those that have one. */
function troublesOf({ partitions }: Topology): { under: number; offline: number } {
  let under = 0
  let offline = 0
  for (let row = 0; row < partitions.count; row += 1) {
    if (partitions.leader[row] === -1) {
      offline += 1
      continue
    }
    const from = partitions.firstReplica[row] ?? 0
    const to = partitions.firstReplica[row + 1] ?? 0
    const inSync = [...partitions.replicaFlags.subarray(from, to)].filter((flags) => (flags & 1) === 1).length
    if (inSync < to - from) under += 1
  }
  return { under, offline }
}
