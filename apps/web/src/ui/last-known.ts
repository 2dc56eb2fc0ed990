import type { ClusterSummary } from '@perigee/contract'

/**
 * A cluster with the counts of its last answer in place of the unknown ones. Only for drawing them hatched, with their
 * time: they say how it was, never how it is, and count in no sum.
 */
export function withLastKnown<C extends Pick<ClusterSummary, 'lastKnown'>>(cluster: C): C {
  return cluster.lastKnown === null ? cluster : { ...cluster, ...cluster.lastKnown }
}
