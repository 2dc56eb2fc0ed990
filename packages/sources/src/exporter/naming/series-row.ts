// One line of the naming table: which series of an exporter's page tell a canonical metric, and how they are read. The
// normaliser of pages and the queries for Prometheus are both made of these rows.
import type { NamingId, Provenance, Statistic } from '@perigee/domain'

/**
 * What a series holds.
 * count: grows for ever; its rate per second is the value (per raw series, added up afterwards).
 * value: the value of now. one-minute-rate: a rate that Kafka computed. mean-rate: a rate since the start: never a value.
 * quantile: a percentile, of `statistic` or of the label `quantile` (0.5 and 0.50 are the same).
 * samples, sum: how many samples there were and what they add up to, both for ever. Of `quantiles` their rates give
 * the statistics `rate` and, divided, `mean`; of a gauge the division is the value.
 * state: the label `stateFrom` holds the name of the state, lower-cased, in RAFT_STATES; series of value 1 count.
 */
export type Reads = 'count' | 'value' | 'one-minute-rate' | 'mean-rate' | 'quantile' | 'samples' | 'sum' | 'state'

/** Patterns are whole (anchored at both ends) and of the language that RE2 and JavaScript share. */
export type LabelTest =
  | { readonly label: string; readonly is: 'absent' }
  | { readonly label: string; readonly is: 'present' }
  | { readonly label: string; readonly is: 'one of'; readonly values: readonly string[] }
  | { readonly label: string; readonly is: 'none of'; readonly values: readonly string[] }
  | { readonly label: string; readonly is: 'like'; readonly pattern: string }
  | { readonly label: string; readonly is: 'unlike'; readonly pattern: string }

/** Where the value of a canonical label comes from. */
export interface LabelSource {
  /** As in the catalogue; `topic` of a row by topic. */
  readonly label: string
  /** Label of the series; null: `fixed` holds for all of them. */
  readonly from: string | null
  readonly fixed: string | null
  /** What of the label's text is meant: the first group; null: all of it. */
  readonly pattern: string | null
}

/**
 * How series of one row with the same key become one value; counters after their rates were taken. `mean over`: added
 * up for each value of that label, then their mean. `count of`: how many values that label has.
 */
export type Combine = 'sum' | 'max' | 'min' | { readonly meanOver: string } | { readonly countOf: string }

export interface SeriesRow {
  /** Id in the catalogue. */
  readonly metric: string
  readonly namings: readonly NamingId[]
  /**
   * Every name that tells it, the spelling of exporter 1.x first. A page has one of several spellings; where it has
   * several names, they belong together (errors and drops of both directions). Names compare without regard to case.
   */
  readonly names: readonly string[]
  /** All must hold. Labels compare without regard to case, `_` and `-`: clientId, client_id and client-id are one. */
  readonly where: readonly LabelTest[]
  /** In the order of {@link Metric.labels}; preceded by `topic` where `byTopic`. */
  readonly labels: readonly LabelSource[]
  readonly byTopic: boolean
  readonly reads: Reads
  readonly statistic: Statistic | null
  readonly stateFrom: string | null
  /** Value × scale is in the metric's unit; of counts, before the rate is taken. */
  readonly scale: number
  readonly combine: Combine
  readonly provenance: Provenance
  /** A zero says that nothing was measured yet. */
  readonly zeroIsUnknown: boolean
  /** A series that `none of` or `unlike` leaves out says that the metric is told, and that there was none of it. */
  readonly leftOutTells: boolean
}
