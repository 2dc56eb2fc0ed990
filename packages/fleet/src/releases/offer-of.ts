import type { Offer } from '../kafka/offer.ts'
import { API_VERSIONS_KEY } from '../wire/headers.ts'
import type { Broker, Controller } from '../world/broker.ts'
import type { Cluster } from '../world/cluster.ts'
import { quorumLogEnd } from '../world/quorum-log.ts'
import { finalizedFeatures, supportedFeatures, toldFeatures } from './features.ts'
import type { ListenerKind } from './version-table.ts'
import { versionsOf } from './versions-of.ts'

/** What a node offers: the version ranges of its cluster's release, of the APIs that have a handler, and its features. */
export function offerOf(cluster: Cluster, node: Broker | Controller, handled: ReadonlySet<number>): Offer {
  const { release, mode } = cluster.identity
  const byKey = versionsOf(release, listenerKind(cluster, node), new Set([...handled, API_VERSIONS_KEY]))
  const ranges = [...byKey]
  const supported = supportedFeatures(release, mode)
  const finalized = [...finalizedFeatures(release, mode)]
  return {
    ranges: () => ranges,
    rangeOf: (key) => byKey.get(key),
    features: (version) => ({
      supportedFeatures: [...toldFeatures(supported, version)],
      // In KRaft mode the last offset of the metadata that the node has; with ZooKeeper the version of `/feature`.
      finalizedFeaturesEpoch: mode === 'kraft' ? BigInt(quorumLogEnd(cluster.now) - 1) : 0n,
      finalizedFeatures: finalized,
    }),
  }
}

export function listenerKind(cluster: Cluster, node: Broker | Controller): ListenerKind {
  if (node.kind === 'controller') return 'kraft-controller'
  return cluster.identity.mode === 'zookeeper' ? 'zookeeper-broker' : 'kraft-broker'
}
