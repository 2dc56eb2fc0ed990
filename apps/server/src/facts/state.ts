// What features read: one immutable-by-reference picture per cluster. Nothing here performs I/O.
import type { ClusterConfig, PerigeeConfig } from '@perigee/config'
import type {
  Assessment,
  BrokerFact,
  ClusterFacts,
  ClusterJudgement,
  Failure,
  Gap,
  Identity,
  Listings,
  PreflightProbes,
  Reading,
  Reigns,
  Why,
} from '@perigee/domain'
import type { GraphiteSource, PeerCost, PrometheusSource } from '@perigee/sources'
import type { Archive, ChangeRecord, ChangeSubject, History } from '@perigee/store'

export const LOOP_KINDS = [
  'kafka.registry',
  'kafka.quorum',
  'kafka.topology',
  'kafka.log-dirs',
  'kafka.topic-configs',
  'kafka.broker-configs',
  'kafka.end-offsets',
  'zookeeper',
  'zookeeper.ensemble',
  'metrics.discovery',
  'metrics.exporter',
  'metrics.prometheus',
] as const
export type LoopKind = (typeof LOOP_KINDS)[number]

/** One poll loop as the data-sources page shows it. Times are epoch ms. */
export interface LoopState {
  /** `prod/kafka.topology`, `prod/kafka.log-dirs/3`. */
  readonly id: string
  readonly cluster: string
  readonly kind: LoopKind
  /** Set for loops of one broker. */
  readonly brokerId: number | null
  /** Whom it asks, in words: `3 brokers`, `broker 3 (host:port)`. */
  readonly target: string
  readonly baseIntervalMs: number
  /** Effective: stretched when an answer is dear or the peer is failing. */
  readonly intervalMs: number
  readonly running: boolean
  readonly lastSuccessAt: number | null
  readonly attemptedAt: number | null
  readonly nextAttemptAt: number | null
  readonly durationMs: number | null
  readonly durationP95Ms: number | null
  readonly failuresLastHour: number
  readonly failingSince: number | null
  readonly failure: Failure | null
  readonly gaps: readonly Gap[]
  readonly runs: number
  /** Set when the loop has nothing to ask: `KRaft mode has no ZooKeeper`. Then it is off, not failing. */
  readonly idleReason: string | null
}

/** One cluster. Getters answer the newest picture; take `facts` and `assessment` once per request. */
export interface ClusterState {
  readonly name: string
  readonly config: ClusterConfig
  readonly facts: ClusterFacts
  /** Of exactly these facts: both are swapped together. Null until the first topology reading. */
  readonly assessment: Assessment | null
  /** Cached while nothing changed; `now` is epoch ms. */
  judgement(now: number): ClusterJudgement
  /** Why brokers are slow, as exporters tell; worst first. */
  readonly whys: readonly Why[]
  /** Since when each broker is listed, or is not any more. */
  readonly listings: Listings
  /** Who led the KRaft quorum since the start, newest last. */
  readonly reigns: Reigns
  /** Since when a problem of the judgement holds (epoch ms), by its code; also `status` for the cluster's own status. */
  onset(code: string): number | null
  /** True: that held already when the console first looked; its onset is the look, not the beginning. */
  heldBefore(code: string): boolean
  /** Every broker ever seen, by id, as last listed: what is missing can only be seen against what was there. */
  readonly remembered: ReadonlyMap<number, BrokerFact>
  readonly history: History
  /** Where longer ranges of canonical metrics are read; null: not configured. */
  readonly longRanges: {
    readonly prometheus: Pick<PrometheusSource, 'range'> | null
    readonly graphite: GraphiteSource | null
  }
  /** Newest first. */
  changes(sinceMs: number): readonly ChangeRecord[]
  /** Takes in what happened before the console looked: only a simulated fleet can tell. */
  recall(change: PastChange): void
  /** Whether an exporter's page is of the node that it is asked as, by target id. */
  identityOf(target: string): Identity
  readonly loops: readonly LoopState[]
  /** Load we put on each broker since start. */
  cost(): readonly PeerCost[]
  /** Grows with every judgement, and so with every change of what answers show: the base of ETags. */
  readonly revision: number
}

/** `at` is epoch ms, `status` is the one after the change. */
export interface PastChange {
  readonly at: number
  readonly status: string
  readonly text: string
  readonly subject: ChangeSubject
}

/** What changed, for the event stream. */
export interface ChangeNotice {
  readonly id: number
  readonly cluster: string | null
  readonly readings: readonly string[]
  readonly version: number
}

export interface Events {
  publish(notice: Omit<ChangeNotice, 'id'>): void
  /** Returns the function that ends the subscription. */
  subscribe(listener: (notice: ChangeNotice) => void): () => void
  /** Notices after `id`; null when they are no longer kept. */
  since(id: number): readonly ChangeNotice[] | null
}

/** The simulated fleet that stands in while no cluster is configured. */
export interface DemoState {
  readonly clusters: readonly string[]
  /** As last told by the fleet. */
  scenarios(): readonly DemoScenarioState[]
  /** False when there is no scenario of that name. */
  act(scenario: string, action: 'start' | 'stop'): Promise<boolean>
}

/** Times are epoch ms. */
export interface DemoScenarioState {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly cluster: string
  readonly href: string
  readonly state: 'idle' | 'running' | 'healing'
  readonly startedBy: 'story' | 'visitor' | null
  readonly since: number | null
  readonly step: string | null
  readonly endsAt: number | null
}

export interface ConsoleState {
  /** In the order of the configuration. */
  readonly clusters: ReadonlyMap<string, ClusterState>
  readonly config: PerigeeConfig
  /** Effective settings for display: path, value (secrets masked), where it came from. */
  readonly effectiveConfig: readonly { readonly path: string; readonly value: string; readonly origin: string }[]
  readonly events: Events
  /** The console's clock, epoch ms. */
  now(): number
  readonly startedAt: number
  /** What knocking at a cluster's doors told, by its name; absent where nobody knocks. */
  readonly probes?: (cluster: string) => Reading<PreflightProbes> | undefined
  /** What is kept beyond six hours; null: nothing is. */
  readonly archive: Pick<Archive, 'read' | 'status'> | null
  /** Null: what is shown is real. */
  readonly demo: DemoState | null
  /** Perigee's own version. */
  readonly version: string
  /** Percentile 99 of event-loop delay, null when not measured. */
  eventLoopDelayP99Ms(): number | null
}

/** Measures kept in history. */
export const CLUSTER_METRICS = {
  messagesInPerSecond: 'messages/s',
  sizeBytes: 'bytes',
  offlinePartitions: 'partitions',
  underMinIsrPartitions: 'partitions',
  underReplicatedPartitions: 'partitions',
  brokersUp: 'brokers',
} as const
export const BROKER_METRICS = {
  messagesInPerSecond: 'messages/s',
  sizeBytes: 'bytes',
  leaders: 'partitions',
  latencyMs: 'ms',
} as const
/** Kept for at most {@link MAX_TOPIC_SERIES} topics a cluster, the busiest first seen. */
export const TOPIC_METRICS = { messagesInPerSecond: 'messages/s', sizeBytes: 'bytes' } as const
export const MAX_TOPIC_SERIES = 500

/** Name of a series in a cluster's history. */
export function seriesName(metric: string, of: { readonly broker?: number; readonly topic?: string } = {}): string {
  if (of.broker !== undefined) return `broker/${of.broker}/${metric}`
  return of.topic === undefined ? metric : `topic/${of.topic}/${metric}`
}
