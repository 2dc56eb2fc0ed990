// What a canonical metric is: one name, one kind, one unit, whatever the exporter calls it.

/**
 * counter: grows for ever on the node; shown and kept as its rate per second.
 * gauge: a value of now. fraction: a gauge from 0 to 1. state: a gauge whose numbers are names.
 * quantiles: a distribution of recent times: percentiles, the rate of its samples and, where told, their true mean.
 */
export type MetricKind = 'counter' | 'gauge' | 'fraction' | 'quantiles' | 'state'

/**
 * How values of several nodes make one of the cluster. `controller`: the active controller's, else the largest (every
 * controller of KRaft counts the same partitions; their sum would be a multiple). `none`: they must not be put together.
 */
export type Aggregation = 'sum' | 'max' | 'min' | 'controller' | 'none'

/** Of what is shown: of a counter, of its rate. */
export type MetricUnit =
  | 'B/s'
  | 'messages/s'
  | 'requests/s'
  | 'connections'
  | 'connections/s'
  | '1/s'
  | 'ms'
  | 's'
  | 'ratio'
  | 'requests'
  | 'partitions'
  | 'replicas'
  | 'brokers'
  | 'topics'
  | 'messages'
  | 'directories'
  | 'bytes'
  | 'cores'
  | 'files'
  | 'threads'
  | 'offset'
  | 'id'
  | 'state'

export type MetricGroup =
  | 'throughput'
  | 'failures'
  | 'requests'
  | 'times'
  | 'threads'
  | 'replication'
  | 'controller'
  | 'kraft'
  | 'log'
  | 'broker'
  | 'zookeeper'
  | 'jvm'
  | 'host'

/** What kind of process tells it. A `node` is a broker or a controller; a `host` speaks through node_exporter. */
export type MetricPlace = 'broker' | 'controller' | 'node' | 'host'

export interface Metric {
  readonly id: string
  readonly group: MetricGroup
  readonly kind: MetricKind
  readonly unit: MetricUnit
  readonly over: Aggregation
  readonly on: MetricPlace
  /** In words, as a panel is titled. */
  readonly title: string
  /** Labels that tell its series apart, in the order of the key; of `quantiles` the statistic comes after them. */
  readonly labels: readonly string[]
  /** Kept by topic, too: the sum of a topic over brokers. */
  readonly byTopic: boolean
  /** Exists in clusters of this mode only; null: in both. */
  readonly mode: 'zookeeper' | 'kraft' | null
}

/** Statistics of a metric of kind `quantiles`; `mean` only where sum and count are told, `rate` is samples per second. */
export const STATISTICS = ['p50', 'p75', 'p95', 'p98', 'p99', 'p999', 'mean', 'rate'] as const
export type Statistic = (typeof STATISTICS)[number]

/**
 * Key of one value: `bytes_in`, `purgatory_size/Produce`, `req_total_ms/Produce/p99`, `log_dir_offline//data/1`. Label
 * values follow in the order of {@link Metric.labels}; only the last one may hold a slash.
 */
export type MetricKey = string

export function metricKey(id: string, ...values: readonly string[]): MetricKey {
  return values.length === 0 ? id : `${id}/${values.join('/')}`
}
