import { type ClusterSummary, type Overview, STATUSES } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterSummary } from '../clusters/summary.ts'
import { changeWire } from '../wire/changes.ts'
import { freshnessOfAll, freshnessOfNow } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { overviewSentence } from './sentence.ts'

const HOUR_MS = 3_600_000
const MOST_CHANGES = 50

/** All clusters, worst first, and what changed in the past hour. `now` is epoch ms. */
export function overviewView(state: ConsoleState, now: number): Overview {
  const clusters = [...state.clusters.values()]
  const rows = clusters.map((cluster) => clusterSummary(cluster, cluster.judgement(now), now)).sort(worstFirst)
  const used = clusters.flatMap(({ facts }) => usedOf(facts, ['registry', 'topology'], ['quorum', 'zookeeper']))
  return {
    data: {
      sentence: overviewSentence(rows),
      clusters: rows,
      changes: changesOf(state, now - HOUR_MS),
      readOnly: true,
      version: state.version,
    },
    freshness: clusters.length === 0 ? freshnessOfNow(now) : freshnessOfAll(used, now),
  }
}

function worstFirst(a: ClusterSummary, b: ClusterSummary): number {
  return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || (a.name < b.name ? -1 : 1)
}

function changesOf(state: ConsoleState, since: number) {
  return [...state.clusters.values()]
    .flatMap((cluster) => cluster.changes(since))
    .sort((a, b) => b.at - a.at || b.id - a.id)
    .slice(0, MOST_CHANGES)
    .map(changeWire)
}
