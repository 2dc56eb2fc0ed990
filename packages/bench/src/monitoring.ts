// What the console makes of the exporters of a large cluster, and how long each part holds the event loop: the shortest of
// some runs, which is hardly longer when other processes want the processor too.
import {
  advanceWhys,
  assess,
  brokerVitals,
  type ClusterFacts,
  clusterTotals,
  METRICS,
  type MetricScene,
  metricScene,
  missingOfCluster,
  NO_WHYS,
  type NodeRole,
  type PreflightInput,
  preflightInSlices,
  STAGE_METRICS,
  TIMED_REQUESTS,
  TopicNumbers,
  topFlows,
} from '@perigee/domain'
import { clusterFacts, logDirsOf, nodeMetrics, readingOf, topologyOf } from '@perigee/testkit'
import { inMs } from './measure.ts'

const BROKERS = 100
const TOPICS = 10_000
const PARTITIONS_PER_TOPIC = 10
const RUNS = 15
const LARGEST = 10

export function benchMonitoring(): string[] {
  const now = Date.now()
  const facts = factsAt(now)
  const scenes = Array.from({ length: RUNS }, () => metricScene(facts, now))
  const numbers = new TopicNumbers()
  const { topology } = facts.topology.value ?? { topology: null }
  return [
    ['pages put in order', shortest(() => metricScene(facts, now))] as const,
    ['totals', shortest((run) => clusterTotals(sceneOf(scenes, run)))] as const,
    [
      'flows of topics, first look (in slices, a page each)',
      shortest((run) => topFlows(sceneOf(scenes, run), LARGEST)),
    ] as const,
    ['flows of topics', shortest((run) => topFlows(sceneOf(scenes, run), LARGEST, numbers))] as const,
    ['what nobody tells', shortest((run) => missingOfCluster(sceneOf(scenes, run)))] as const,
    ['a broker among its peers, first look', shortest(() => brokerVitals(metricScene(facts, now), 1))] as const,
    ['a broker among its peers', shortest((run) => brokerVitals(sceneOf(scenes, 0), run))] as const,
    ['why', shortest(() => advanceWhys(NO_WHYS, { ...metricScene(facts, now), topology }))] as const,
    ...preflightTimes(facts, now),
  ].map(([name, ms]) => `${name}: ${inMs(ms)}`)
}

function sceneOf(scenes: readonly MetricScene[], run: number): MetricScene {
  return scenes[run % RUNS] as MetricScene
}

/** The whole and its longest step. Of each step the shortest of all runs: what else the machine did is not in it. */
function preflightTimes(facts: ClusterFacts, now: number): (readonly [string, number])[] {
  const input: PreflightInput = {
    facts,
    assessment: assess(facts),
    probes: { ...readingOf({ listeners: [], services: [], clocks: [] }), value: undefined },
    configured: { metrics: true, tls: false, adminServers: false, services: [] },
    console: { eventLoopDelayP99Ms: null, history: { state: 'writing', text: '' } },
    now,
  }
  const steps: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const work = preflightInSlices(input)
    for (let [step, done] = [0, false]; !done; step += 1) {
      const startedAt = performance.now()
      done = work.next().done === true
      steps[step] = Math.min(steps[step] ?? Number.POSITIVE_INFINITY, performance.now() - startedAt)
    }
  }
  return [
    ['preflight, all checks', steps.reduce((sum, ms) => sum + ms, 0)],
    ['preflight, longest step', Math.max(...steps)],
  ]
}

/** The shortest of some runs, in ms, after as many to warm up. */
function shortest(work: (run: number) => unknown): number {
  for (let run = 0; run < RUNS; run += 1) work(run)
  return Math.min(
    ...Array.from({ length: RUNS }, (_, run) => {
      const startedAt = performance.now()
      work(run)
      return performance.now() - startedAt
    }),
  )
}

function factsAt(now: number): ClusterFacts {
  const brokers = Array.from({ length: BROKERS }, (_, i) => i + 1)
  const names = Array.from({ length: TOPICS }, (_, i) => `team-${i % 40}.events-${i}`)
  const topics = Object.fromEntries(names.map((name) => [name, { partitions: PARTITIONS_PER_TOPIC }]))
  const topology = topologyOf({ brokers, topics })
  const at = <T>(value: T) => ({ ...readingOf(value), observedAt: now, attemptedAt: now })
  const pages = brokers.flatMap((nodeId) => [pageOf('broker', nodeId, names), pageOf('host', nodeId, [])])
  const base = clusterFacts({ brokers, topology })
  return {
    ...base,
    topology: { ...base.topology, observedAt: now },
    registry: { ...base.registry, observedAt: now },
    topicConfigs: { ...base.topicConfigs, observedAt: now },
    logDirs: new Map(brokers.map((id) => [id, at(logDirsOf(topology, id))])),
    metrics: new Map(pages.map((page) => [page.target.id, at(page)])),
  }
}

/** Every broker tells a third of the topics. */
function pageOf(role: NodeRole, nodeId: number, names: readonly string[]) {
  const isOfRole = ({ on }: (typeof METRICS)[number]) => (on === 'host') === (role === 'host')
  const keys = METRICS.filter(isOfRole).flatMap(({ id }) => (isTimed(id) ? timesOf(id) : [id]))
  return nodeMetrics({
    target: { nodeId, role },
    values: Object.fromEntries(keys.map((key, i) => [key, 1 + ((nodeId * 7 + i) % 13)])),
    topics: Object.fromEntries(
      names.filter((_, i) => (i + nodeId) % 3 === 0).map((name, i) => [name, [1 + (i % 997), 1, 1 + (i % 91)]]),
    ),
  })
}

const isTimed = (id: string) => id === 'req_total_ms' || (STAGE_METRICS as readonly string[]).includes(id)
const timesOf = (id: string) =>
  TIMED_REQUESTS.flatMap((request) =>
    ['p50', 'p95', 'p99', 'mean', 'rate'].map((statistic) => `${id}/${request}/${statistic}`),
  )
