import type { Cluster } from '../../world/cluster.ts'

/** What controllers count of the whole cluster. */
export interface ClusterCounts {
  readonly partitions: number
  readonly offline: number
  /** Partitions whose leader is not their first replica. */
  readonly imbalanced: number
}

const counts = new WeakMap<Cluster, { readonly epoch: number; readonly value: ClusterCounts }>()

/** Counted again only when Metadata has changed. */
export function countCluster(cluster: Cluster): ClusterCounts {
  const known = counts.get(cluster)
  if (known?.epoch === cluster.metadataEpoch) return known.value
  let partitions = 0
  let offline = 0
  let imbalanced = 0
  for (const topic of cluster.topics.values()) {
    partitions += topic.partitions.length
    for (const { leader, replicas } of topic.partitions) {
      if (leader < 0) offline += 1
      if (leader !== replicas[0]) imbalanced += 1
    }
  }
  const value = { partitions, offline, imbalanced }
  counts.set(cluster, { epoch: cluster.metadataEpoch, value })
  return value
}
