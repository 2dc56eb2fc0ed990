import type { ClusterDetail } from '@perigee/contract'
import type { ClusterState } from '../../facts/state.ts'
import { ratesOf } from '../sources/view.ts'

/** What asking costs this cluster: means per minute over `sinceStartMs`. */
export function costOf(cluster: ClusterState, sinceStartMs: number): ClusterDetail['data']['cost'] {
  const minutes = Math.max(1000, sinceStartMs) / 60_000
  const busiest = [...cluster.cost()].sort((a, b) => b.requests - a.requests)[0]
  return {
    ...ratesOf([cluster], sinceStartMs),
    busiestBroker: busiest?.brokerId ?? null,
    busiestRequestsPerMinute: (busiest?.requests ?? 0) / minutes,
  }
}
