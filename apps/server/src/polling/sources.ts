// What polling asks of the outside; the real parts come from @perigee/sources.
import type { ZooKeeperFacts } from '@perigee/domain'
import type { KafkaSource, Outcome } from '@perigee/sources'

export interface ClusterSources {
  readonly kafka: KafkaSource
  /** `connect` is a connect string: host:port[,host:port…][/chroot]. */
  readonly readZooKeeper: (connect: string, signal: AbortSignal) => Promise<Outcome<ZooKeeperFacts>>
}
