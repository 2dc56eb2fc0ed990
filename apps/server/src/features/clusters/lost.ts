import { type ClusterFacts, freshnessOf } from '@perigee/domain'
import type { Lost } from '../partitions/conditions.ts'

/** Whether the cluster's metadata is too old to vouch for what was fine. */
export function lostOf(facts: ClusterFacts, now: number): Lost {
  const freshness = freshnessOf(facts.topology, now)
  return freshness === 'lost' || freshness === 'never' ? 'lost' : 'current'
}
