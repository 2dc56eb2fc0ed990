import { PARTITION_SORTS, type Partitions } from '@perigee/contract'
import type { Assessment } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { lostOf } from '../clusters/lost.ts'
import { standingsOf } from '../durability/standings.ts'
import { readFilter } from '../listing/filter.ts'
import { assessmentOfNothing } from '../listing/nothing.ts'
import { readSort } from '../listing/sort.ts'
import { pick, windowOf } from '../listing/window.ts'
import type { ListQuery } from '../topics/view.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { gapsOf } from '../wire/gaps.ts'
import { usedOf } from '../wire/readings.ts'
import { flagFacets, PARTITION_FACETS } from './flag-facets.ts'
import { partitionKeys } from './keys.ts'
import { partitionOrder } from './orders.ts'
import { partitionRow } from './row.ts'

export interface PartitionsQuery extends ListQuery {
  /** A loss as of what-if: `after:` tells how partitions would stand. */
  readonly lose?: string | undefined
}

/** Partitions of all topics, internal ones too: what every count of partitions opens. */
export function partitionsView(cluster: ClusterState, query: PartitionsQuery, now: number): Partitions {
  const { facts, assessment } = cluster
  return {
    data: {
      ...listed(cluster, assessment ?? assessmentOfNothing(facts), { query, now }),
      ...(assessment === null ? { total: null, matched: null, facets: [] } : {}),
      ...windowOf(query),
      gaps: gapsOf(facts, ['topology', 'topicConfigs', 'logDirs']),
    },
    freshness: freshnessOfAnswer(
      usedOf(facts, ['topology'], ['registry', 'topicConfigs', 'logDirs', 'endOffsets']),
      now,
    ),
  }
}

function listed(
  cluster: ClusterState,
  assessment: Assessment,
  { query, now }: { readonly query: PartitionsQuery; readonly now: number },
) {
  const { facts } = cluster
  const lost = lostOf(facts, now)
  const keys = partitionKeys(assessment, facts, { lost, after: standingsOf(cluster, assessment, query.lose) })
  const order = readSort(query.sort, PARTITION_SORTS, (spec) => partitionOrder(assessment, spec))
  const picked = pick(order, readFilter(query.q, keys), windowOf(query))
  const offsets = facts.endOffsets.value
  return {
    total: assessment.topology.partitions.count,
    matched: picked.matched,
    items: picked.window.map((row) => partitionRow(assessment, row, { lost, offsets })),
    facets: flagFacets(picked.all, assessment.flags, PARTITION_FACETS),
  }
}
