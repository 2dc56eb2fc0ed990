// What one endpoint told of one node at one moment, in canonical names.
import type { MetricKey } from './metric.ts'

export type NodeRole = 'broker' | 'controller' | 'host'

/** Where metrics of a node come from. */
export interface MetricTarget {
  /** Unique in its cluster: `broker/3`, `controller/101`, `host/3`; `?/10.0.0.7:7071` while no node is known for it. */
  readonly id: string
  readonly url: string
  readonly role: NodeRole
  /** Broker or controller id; of a host, the id of the broker on it. Null: not matched to a node yet. */
  readonly nodeId: number | null
  /** How it was found, in words: `configured`, `pattern`, `file targets.json`, `Consul`, `DNS SRV`, `Prometheus`. */
  readonly origin: string
}

/**
 * Rule sets that exporters are run with. A2, A3: examples of jmx_exporter (ZooKeeper, KRaft). C: Confluent. S: Strimzi.
 * SR: Strimzi Metrics Reporter. B: Bitnami. R: no rules. M: Amazon MSK. N: node_exporter.
 */
export const NAMINGS = ['A2', 'A3', 'C', 'S', 'SR', 'B', 'R', 'M', 'N'] as const
export type NamingId = (typeof NAMINGS)[number]

/** How sure a canonical value is, best first. `mean-rate` is a mean since the start: shown with that warning, or not at all. */
export type Provenance = 'counter' | 'gauge' | 'quantiles' | 'one-minute-rate' | 'derived' | 'mean-rate'

/** Whether a page gives one canonical metric. */
export interface Capability {
  readonly metric: string
  /** Null: not given by this page. */
  readonly provenance: Provenance | null
  /** Why it is not, in words: `Bitnami rules export no percentiles`, `ZooKeeper mode only`. Null when it is given. */
  readonly reason: string | null
  /** False: nobody could give it here (other mode, other kind of node): it is no lack of the exporter. */
  readonly applies: boolean
}

/** Of one scrape. */
export interface ScrapeCost {
  /** As the exporter says (`jmx_scrape_duration_seconds`); null when it does not. */
  readonly exporterMs: number | null
  readonly answerMs: number
  readonly parseMs: number
  readonly pageBytes: number
  /** As sent; smaller when compressed. */
  readonly wireBytes: number
  readonly series: number
  readonly keptSeries: number
  /** What a lean configuration would leave of such a page, when it was last counted; absent: not counted on this target. */
  readonly lean?: LeanSaving
}

/** Of one page, by its lines; comments are on neither side. */
export interface LeanSaving {
  readonly seriesNow: number
  readonly seriesKept: number
  readonly bytesNow: number
  readonly bytesKept: number
}

/** Rates of topics on one broker, in columns. NaN = not told. */
export interface TopicFlows {
  readonly topics: readonly string[]
  readonly bytesIn: Float64Array
  readonly bytesOut: Float64Array
  readonly messagesIn: Float64Array
}

export interface NodeMetrics {
  readonly target: MetricTarget
  readonly source: 'exporter' | 'prometheus'
  /** Null: nothing of it is known to us. */
  readonly naming: NamingId | null
  /** `Strimzi rules, exporter 1.x` */
  readonly looksLike: string
  /**
   * Canonical values by key. Counters are rates per second: absent in the first scrape and after a gap. Absent = not
   * told; never zero for want of an answer.
   */
  readonly values: ReadonlyMap<MetricKey, number>
  readonly topics: TopicFlows
  /** One entry for every metric of the catalogue. */
  readonly capabilities: readonly Capability[]
  readonly cost: ScrapeCost
  /** Lines that could not be read, and what was left out because a cap was reached, in words; empty = all was read. */
  readonly notes: readonly string[]
}

/** Whether an endpoint speaks for the node we think it does. */
export type Identity =
  | { readonly verdict: 'confirmed' | 'unchecked' }
  | { readonly verdict: 'mismatch'; readonly reason: string }
