// A console state for tests: built from facts of the testkit, with an empty history and nothing polled.
import { type ClusterConfig, DEFAULT_HISTORY, DEFAULT_POLLING, NO_ENSEMBLE, NO_METRICS } from '@perigee/config'
import {
  assess,
  type BrokerFact,
  type ClusterFacts,
  type ClusterJudgement,
  followListings,
  judgeCluster,
  type Listings,
  type Reigns,
  type Why,
} from '@perigee/domain'
import type { PeerCost } from '@perigee/sources'
import { type ChangeRecord, History } from '@perigee/store'
import { type ClusterSpec, clusterFacts, NOW } from '@perigee/testkit'
import type { ClusterState, ConsoleState, LoopState } from '../facts/state.ts'

export interface FakeCluster {
  readonly facts?: ClusterFacts
  readonly loops?: readonly LoopState[]
  readonly changes?: readonly ChangeRecord[]
  readonly onsets?: Readonly<Record<string, number>>
  readonly heldBefore?: readonly string[]
  readonly costs?: readonly PeerCost[]
  readonly config?: Partial<ClusterConfig>
  readonly remembered?: ReadonlyMap<number, BrokerFact>
  readonly history?: History
  readonly longRanges?: ClusterState['longRanges']
  readonly reigns?: Reigns
  readonly listings?: Listings
  readonly whys?: readonly Why[]
}

export function fakeCluster(spec: ClusterSpec = {}, over: FakeCluster = {}): ClusterState {
  const facts = over.facts ?? clusterFacts(spec)
  const remembered = over.remembered ?? new Map(facts.registry.value?.brokers.map((broker) => [broker.id, broker]))
  const onset = (code: string) => over.onsets?.[code] ?? null
  const heldBefore = (code: string) => over.heldBefore?.includes(code) ?? false
  const assessment = assess(facts)
  return {
    name: facts.name,
    config: configOf(facts.name, over.config),
    facts,
    assessment,
    judgement: (now: number): ClusterJudgement =>
      judgeCluster(facts, assessment, { now, remembered, onset, heldBefore, whys: over.whys ?? [] }),
    whys: over.whys ?? [],
    listings:
      over.listings ?? followListings(new Map(), facts.registry.value, (facts.registry.observedAt ?? 0) - 60_000),
    reigns: over.reigns ?? [],
    onset,
    heldBefore,
    remembered,
    history: over.history ?? new History(),
    longRanges: over.longRanges ?? { prometheus: null, graphite: null },
    changes: (sinceMs) => (over.changes ?? []).filter(({ at }) => at >= sinceMs),
    recall: () => undefined,
    identityOf: () => ({ verdict: 'unchecked' }),
    loops: over.loops ?? [],
    cost: () => over.costs ?? [],
    revision: 1,
  }
}

export function fakeState(clusters: readonly ClusterState[] = [], over: Partial<ConsoleState> = {}): ConsoleState {
  return {
    clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
    config: {
      server: { host: '127.0.0.1', port: 7400, logLevel: 'silent', allowedHosts: [] },
      polling: DEFAULT_POLLING,
      history: { ...DEFAULT_HISTORY, enabled: false },
      demo: true,
      clusters: clusters.map(({ config }) => config),
    },
    effectiveConfig: [],
    events: { publish: () => undefined, subscribe: () => () => undefined, since: () => [] },
    now: () => NOW,
    startedAt: NOW - 600_000,
    version: '0.1.0',
    archive: null,
    demo: null,
    eventLoopDelayP99Ms: () => null,
    ...over,
  }
}

function configOf(name: string, over: Partial<ClusterConfig> = {}): ClusterConfig {
  return {
    name,
    labels: { environment: 'test' },
    bootstrap: ['kafka-1:9092'],
    tls: null,
    sasl: null,
    expected: { brokers: null, controllers: null },
    dataCentres: {},
    zookeeper: null,
    ensemble: NO_ENSEMBLE,
    exporters: [],
    metrics: NO_METRICS,
    cruiseControl: null,
    schemaRegistries: [],
    connect: [],
    ...over,
  }
}

export function fakeLoop(over: Partial<LoopState> = {}): LoopState {
  return {
    id: 'payments-eu/kafka.topology',
    cluster: 'payments-eu',
    kind: 'kafka.topology',
    brokerId: null,
    target: '3 brokers',
    baseIntervalMs: 5_000,
    intervalMs: 5_000,
    running: false,
    lastSuccessAt: NOW - 2_000,
    attemptedAt: NOW - 2_000,
    nextAttemptAt: NOW + 3_000,
    durationMs: 12,
    durationP95Ms: 20,
    failuresLastHour: 0,
    failingSince: null,
    failure: null,
    gaps: [],
    runs: 10,
    idleReason: null,
    ...over,
  }
}
