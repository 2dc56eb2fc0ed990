// What polling asks of the outside; the real parts come from @perigee/sources.
import type { ZooKeeperFacts } from '@perigee/domain'
import type {
  Discovery,
  EnsembleSource,
  ExporterSource,
  GraphiteSource,
  KafkaSource,
  Outcome,
  PrometheusSource,
} from '@perigee/sources'

export interface ClusterSources {
  readonly kafka: KafkaSource
  /** `connect` is a connect string: host:port[,host:port…][/chroot]. */
  readonly readZooKeeper: (connect: string, signal: AbortSignal) => Promise<Outcome<ZooKeeperFacts>>
  readonly ensemble: EnsembleSource | null
  /** Null: no exporter is configured, and no way to find any. */
  readonly exporters: ExporterSource | null
  readonly discovery: Discovery | null
  readonly prometheus: PrometheusSource | null
  readonly graphite: GraphiteSource | null
}
