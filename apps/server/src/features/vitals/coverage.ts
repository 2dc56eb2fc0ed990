import type { MetricCoverage } from '@perigee/contract'
import { coverageOf } from '@perigee/domain'
import { urlOf } from '@perigee/links'
import type { ClusterState } from '../../facts/state.ts'
import { instantOf } from '../wire/words.ts'

/** How many exporters answer: of the cluster, or of one broker's process and host. */
export function coverageWire(cluster: ClusterState, now: number, broker?: number): MetricCoverage {
  const { silent, looksLike, ...coverage } = coverageOf(cluster.facts, now, broker)
  const href = urlOf({ kind: 'sources' }, { q: `cluster:${cluster.name} kind:metrics` })
  return {
    ...coverage,
    silent: silent.map(({ target, reason, since }) => ({ target, reason, since: instantOf(since), href })),
    looksLike: looksLike.map(({ words, nodes }) => ({ words, nodes })),
  }
}
