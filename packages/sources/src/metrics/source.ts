// What metrics are read from: exporters, an existing Prometheus, Graphite; and where exporters are found.
import type { ClusterMode, MetricKey, MetricTarget, NodeMetrics, NodeRole } from '@perigee/domain'
import type { PeerCost } from '../kafka/source.ts'
import type { Outcome } from '../outcome.ts'

/** What is known of the cluster: it decides what a page could give. Null: not known yet. */
export interface ClusterHints {
  readonly mode: ClusterMode | null
  /** As inferred: `3.9`, `4.1 – 4.2`. */
  readonly release: string | null
}

/** Exporter pages of one cluster. Keeps the counters of each target for rates. */
export interface ExporterSource {
  /** One page, fetched and read off the main thread. Rates are against the scrape before, of the same target. */
  scrape(target: MetricTarget, hints: ClusterHints, signal: AbortSignal): Promise<Outcome<NodeMetrics>>
  /** Drops what is kept of a target that is gone. */
  forget(targetId: string): void
  cost(): readonly PeerCost[]
  close(): Promise<void>
}

/** The same canonical values out of an existing Prometheus (or Mimir, Thanos, VictoriaMetrics). */
export interface PrometheusSource {
  /** Every node that it scrapes, with its newest values: one query for each metric family. Targets have no node id yet. */
  read(hints: ClusterHints, signal: AbortSignal): Promise<Outcome<readonly NodeMetrics[]>>
  range(ask: RangeAsk, signal: AbortSignal): Promise<Outcome<RangeAnswer>>
  cost(): readonly PeerCost[]
}

/** Times are epoch ms. */
export interface RangeAsk {
  readonly key: MetricKey
  /** Of these nodes, each its own series; null: of the cluster, put together as the metric says. */
  readonly targets: readonly MetricTarget[] | null
  readonly topic: string | null
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
}

export interface RangeAnswer {
  /** Start of each point. */
  readonly at: readonly number[]
  readonly series: readonly {
    /** Target id; null: of the cluster. */
    readonly target: string | null
    readonly mean: readonly (number | null)[]
    /** Where the source keeps it; else as `mean`. */
    readonly max: readonly (number | null)[]
  }[]
}

/** History only. */
export interface GraphiteSource {
  range(ask: RangeAsk, signal: AbortSignal): Promise<Outcome<RangeAnswer>>
}

/** An exporter that discovery names; role and id where it tells them. */
export interface DiscoveredTarget {
  readonly url: string
  /** Host as discovery names it: what is compared with the broker's. */
  readonly host: string
  readonly role: NodeRole | null
  readonly nodeId: number | null
  readonly origin: string
}

/** Asks every configured discovery; what one of them fails to tell is a gap, and its last answer holds. */
export interface Discovery {
  find(signal: AbortSignal): Promise<Outcome<readonly DiscoveredTarget[]>>
  close(): Promise<void>
}
