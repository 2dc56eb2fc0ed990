import type { ClusterSummary, Status } from '@perigee/contract'

/** Sum of a number over the clusters that are seen now. `unknown` clusters are counted, never summed as zero. */
export interface FleetSum {
  /** null when no cluster tells. */
  readonly sum: number | null
  readonly unknown: number
  /** Clusters with a number above zero. */
  readonly hit: readonly ClusterSummary[]
}

export function fleetSum(
  clusters: readonly ClusterSummary[],
  read: (cluster: ClusterSummary) => number | null,
): FleetSum {
  let sum: number | null = null
  let unknown = 0
  const hit: ClusterSummary[] = []
  for (const cluster of clusters) {
    const value = isBlind(cluster) ? null : read(cluster)
    if (value === null) unknown += 1
    else sum = (sum ?? 0) + value
    if (value !== null && value > 0) hit.push(cluster)
  }
  return { sum, unknown, hit }
}

/** Values of a lost cluster are shown hatched in its row, but count nowhere. */
export function isBlind({ freshness }: Pick<ClusterSummary, 'freshness'>): boolean {
  return freshness === 'lost' || freshness === 'never'
}

export function statusCounts(clusters: readonly ClusterSummary[]): ReadonlyMap<Status, number> {
  const counts = new Map<Status, number>()
  for (const { status } of clusters) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

/** The cluster whose reading is oldest; one that was never read beats all. */
export function oldest(clusters: readonly ClusterSummary[]): ClusterSummary | null {
  const instant = ({ observedAt }: ClusterSummary) => (observedAt === null ? 0 : Date.parse(observedAt))
  return clusters.reduce<ClusterSummary | null>(
    (worst, each) => (worst === null || instant(each) < instant(worst) ? each : worst),
    null,
  )
}

/** How many of the clusters' problems only say that something is not known. */
export function unknownCount({ problems }: Pick<ClusterSummary, 'problems'>): number {
  return problems.filter(({ status }) => status === 'unknown').length
}

export function modeWords({ mode }: Pick<ClusterSummary, 'mode'>): string {
  if (mode === null) return ''
  return { kraft: 'KRaft', zookeeper: 'ZooKeeper', migrating: 'migrating to KRaft' }[mode]
}
