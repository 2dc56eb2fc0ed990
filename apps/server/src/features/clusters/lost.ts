import { type ClusterFacts, freshnessOf, isUnseen } from '@perigee/domain'
import type { Lost } from '../partitions/conditions.ts'

/** Whether the cluster's metadata is too old to vouch for what was fine, or nobody answers now. */
export function lostOf(facts: ClusterFacts, now: number): Lost {
  const freshness = freshnessOf(facts.topology, now)
  return freshness === 'lost' || freshness === 'never' || isUnseen(facts) ? 'lost' : 'current'
}
