import type { ClusterSummary, Status } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { countWords, rateWords } from '../../ui/quantity-words.ts'
import { type Stat, StatRail } from '../../ui/stat-rail.tsx'
import { type FleetSum, fleetSum, statusCounts } from './model.ts'

/** The fleet in eight numbers. A number that some cluster does not tell says so; none is an average. */
export function FleetStats({ clusters }: { clusters: readonly ClusterSummary[] }) {
  return <StatRail stats={fleetStats(clusters)} />
}

export function fleetStats(clusters: readonly ClusterSummary[]): readonly Stat[] {
  return [
    clustersStat(clusters),
    upStat('Brokers up', clusters, ({ brokers }) => brokers, 'is:broker-missing'),
    upStat('Quorum members', clusters, ({ quorum }) => quorum, 'is:quorum-short'),
    countStat(
      'Offline partitions',
      'is:offline',
      'critical',
      fleetSum(clusters, (each) => each.offlinePartitions),
    ),
    countStat(
      'Under min ISR',
      'is:under-min-isr',
      'critical',
      fleetSum(clusters, (each) => each.underMinIsrPartitions),
    ),
    countStat(
      'At min ISR',
      'is:at-min-isr',
      'warning',
      fleetSum(clusters, (each) => each.atMinIsrPartitions),
    ),
    countStat(
      'Under-replicated',
      'is:under-replicated',
      'warning',
      fleetSum(clusters, (each) => each.underReplicatedPartitions),
    ),
    trafficStat(clusters),
  ]
}

function clustersStat(clusters: readonly ClusterSummary[]): Stat {
  const counts = statusCounts(clusters)
  const parts = [
    [counts.get('critical') ?? 0, 'critical'],
    [counts.get('warning') ?? 0, 'warning'],
    [counts.get('unknown') ?? 0, 'no data'],
  ] as const
  const words = parts.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`)
  return {
    label: 'Clusters',
    value: countWords(clusters.length),
    note: words.length > 0 ? words.slice(0, 2).join(', ') : 'all seen, none in trouble',
    lesser: true,
    href: hrefOf({ kind: 'overview' }),
  }
}

function upStat(
  label: string,
  clusters: readonly ClusterSummary[],
  read: (cluster: ClusterSummary) => { up: number | null; expected: number | null } | null,
  q: string,
): Stat {
  const up = fleetSum(clusters, (cluster) => read(cluster)?.up ?? null)
  const expected = fleetSum(clusters, (cluster) => read(cluster)?.expected ?? read(cluster)?.up ?? null)
  const missing = up.sum !== null && expected.sum !== null ? expected.sum - up.sum : 0
  return {
    label,
    value: up.sum === null ? null : countWords(up.sum),
    ...(expected.sum !== null && { unit: `of ${countWords(expected.sum)}` }),
    note: unknownNote(up) ?? (missing > 0 ? `${missing} missing` : 'all there'),
    lesser: true,
    ...(missing > 0 && { status: 'warning' as const, href: hrefOf({ kind: 'overview' }, { q }) }),
  }
}

function countStat(label: string, q: string, status: Status, fleet: FleetSum): Stat {
  const { sum, hit } = fleet
  const [only] = hit
  const where = hit.length === 1 && only !== undefined ? only.name : `in ${hit.length} clusters`
  return {
    label,
    value: sum === null ? null : countWords(sum),
    // A sum that some cluster does not tell is only what is seen: zero of it is not “all is well”.
    ...(fleet.unknown > 0 && { unit: 'seen' }),
    note: sum !== null && sum > 0 && fleet.unknown === 0 ? where : (unknownNote(fleet) ?? 'nowhere'),
    ...(sum !== null && sum > 0 && { status, href: rowsHref(hit, q) }),
  }
}

/** One cluster: its partitions. Several: the clusters that have some, each with its own count to follow. */
function rowsHref(hit: readonly ClusterSummary[], q: string): string {
  const [only] = hit
  return hit.length === 1 && only !== undefined
    ? hrefOf({ kind: 'partitions', cluster: only.name }, { q })
    : hrefOf({ kind: 'overview' }, { q })
}

function trafficStat(clusters: readonly ClusterSummary[]): Stat {
  const fleet = fleetSum(clusters, (each) => each.messagesInPerSecond)
  const words = fleet.sum === null ? null : rateWords(fleet.sum)
  return {
    label: 'Messages in',
    value: words?.text ?? null,
    ...(words !== null && { unit: words.unit }),
    note: unknownNote(fleet) ?? 'all clusters',
    lesser: true,
  }
}

function unknownNote({ unknown }: Pick<FleetSum, 'unknown'>): string | null {
  if (unknown === 0) return null
  return unknown === 1 ? '1 cluster not known' : `${unknown} clusters not known`
}
