import type { CapabilityReport } from '@perigee/contract'
import { apiPath } from '@perigee/contract'
import { leanConfig } from '@perigee/sources'
import type { ClusterState } from '../../facts/state.ts'

/** What exporters of Kafka's processes tell now; null where none answers, or nothing is scraped but a Prometheus. */
export function leanOffer({ name, facts }: ClusterState): CapabilityReport['data']['lean'] {
  const pages = [...facts.metrics.values()].flatMap(({ value }) =>
    value === undefined || value.target.role === 'host' || value.source !== 'exporter' ? [] : value.cost,
  )
  if (pages.length === 0) return null
  return {
    href: apiPath('leanExporter', { cluster: name }),
    seriesNow: pages.reduce((sum, { series }) => sum + series, 0),
    bytesNow: pages.reduce((sum, { pageBytes }) => sum + pageBytes, 0),
    // What would be left is known of a page's text only, and texts are not kept.
    seriesThen: null,
    bytesThen: null,
  }
}

/** For the generation of the exporters seen; where both run, for the newer. */
export function leanConfiguration({ facts }: ClusterState): string {
  const words = [...facts.metrics.values()].flatMap(({ value }) => (value === undefined ? [] : value.looksLike))
  const isOld = words.some((one) => one.includes('exporter 0.')) && !words.some((one) => one.includes('exporter 1.'))
  return leanConfig({ generation: isOld ? '0.x' : '1.x', topics: 'per topic' })
}
