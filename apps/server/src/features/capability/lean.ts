import type { CapabilityReport } from '@perigee/contract'
import { apiPath } from '@perigee/contract'
import { leanConfig } from '@perigee/sources'
import type { ClusterState } from '../../facts/state.ts'

type Lean = NonNullable<CapabilityReport['data']['lean']>

/** What exporters of Kafka's processes tell now; null where none answers, or nothing is scraped but a Prometheus. */
export function leanOffer(cluster: ClusterState): Lean | null {
  const { name, facts } = cluster
  const pages = [...facts.metrics.values()].flatMap(({ value }) =>
    value === undefined || value.target.role === 'host' || value.source !== 'exporter' ? [] : value.cost,
  )
  if (pages.length === 0) return null
  return {
    href: apiPath('leanExporter', { cluster: name }),
    seriesNow: pages.reduce((sum, { series }) => sum + series, 0),
    bytesNow: pages.reduce((sum, { pageBytes }) => sum + pageBytes, 0),
    largest: largestOf(cluster),
  }
}

function largestOf({ facts }: ClusterState): Lean['largest'] {
  const counted = [...facts.metrics.values()].flatMap(({ value }) =>
    value?.cost.lean === undefined ? [] : [{ target: value.target.id, ...value.cost.lean }],
  )
  const [largest] = counted.sort((a, b) => b.bytesNow - a.bytesNow)
  if (largest === undefined) return null
  const { target, seriesNow, bytesNow, seriesKept, bytesKept } = largest
  return { target, seriesNow, bytesNow, seriesThen: seriesKept, bytesThen: bytesKept }
}

/** For the generation of the exporters seen; where both run, for the newer. */
export function leanConfiguration({ facts }: ClusterState): string {
  const words = [...facts.metrics.values()].flatMap(({ value }) => (value === undefined ? [] : value.looksLike))
  const isOld = words.some((one) => one.includes('exporter 0.')) && !words.some((one) => one.includes('exporter 1.'))
  return leanConfig({ generation: isOld ? '0.x' : '1.x', topics: 'per topic' })
}
