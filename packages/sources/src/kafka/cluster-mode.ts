import type { ClusterMode } from '@perigee/domain'
import { describeQuorum } from './messages/describe-quorum.ts'

/** LeaderAndIsr, StopReplica, UpdateMetadata: what a ZooKeeper-mode controller tells its brokers. */
const ZOOKEEPER_APIS: readonly number[] = [4, 5, 6]

type Apis = ReadonlyMap<number, readonly [number, number]>

/**
 * How the cluster is governed, told by what its brokers offer (kafka.md §2.1): DescribeQuorum only in KRaft mode,
 * LeaderAndIsr only in ZooKeeper mode. Both kinds at once = a migration. Null when no broker told.
 */
export function clusterMode(offers: readonly Apis[]): ClusterMode | null {
  const kraft = offers.some((apis) => apis.has(describeQuorum.key))
  const zookeeper = offers.some((apis) => !apis.has(describeQuorum.key) && ZOOKEEPER_APIS.some((key) => apis.has(key)))
  if (kraft) return zookeeper ? 'migrating' : 'kraft'
  return zookeeper ? 'zookeeper' : null
}
