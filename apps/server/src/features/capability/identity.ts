import type { Identity, NodeMetrics } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'

/** Whether a page speaks for the node it was asked as. */
export function identityReader(cluster: ClusterState): (metrics: NodeMetrics) => Identity {
  return ({ target }) => cluster.identityOf(target.id)
}
