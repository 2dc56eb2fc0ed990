import { type FailureWire, SOURCE_STATES, type Source, type Sources } from '@perigee/contract'
import { type ClusterState, type ConsoleState, LOOP_KINDS } from '../../facts/state.ts'
import { freshnessOfNow } from '../wire/freshness.ts'
import { instantOf } from '../wire/words.ts'
import { archiveState } from './archive-state.ts'
import { loopRow } from './loop-row.ts'
import { sourcesSentence } from './sentence.ts'
import { unusedRows } from './unused.ts'

/** Every poll loop of every cluster, worst first, and what they cost. `residentBytes` is the process's memory. */
export function sourcesView(state: ConsoleState, now: number, residentBytes: number): Sources {
  const clusters = [...state.clusters.values()]
  const items = clusters
    .flatMap((cluster) => [...cluster.loops.map((loop) => loopRow(cluster, loop, now)), ...unusedRows(cluster.config)])
    .sort(worstFirst)
  return {
    data: {
      sentence: sourcesSentence(items, clusters.length),
      items,
      totals: {
        ...ratesOf(clusters, now - state.startedAt),
        eventLoopDelayP99Ms: state.eventLoopDelayP99Ms(),
        residentBytes,
        historyBytes: clusters.reduce((sum, { history }) => sum + history.bytes(), 0),
        refusedSamples: clusters.reduce((sum, { history }) => sum + history.refused, 0),
        archive: archiveState(state, now),
      },
    },
    freshness: freshnessOfNow(now, failuresOf(clusters)),
  }
}

/** Means since the console started, per minute. */
export function ratesOf(clusters: readonly ClusterState[], sinceStartMs: number) {
  const costs = clusters.flatMap((cluster) => cluster.cost())
  const minutes = Math.max(1000, sinceStartMs) / 60_000
  const sum = (read: (cost: (typeof costs)[number]) => number) => costs.reduce((total, cost) => total + read(cost), 0)
  return {
    requestsPerMinute: sum(({ requests }) => requests) / minutes,
    bytesPerMinute: sum(({ bytesSent, bytesReceived }) => bytesSent + bytesReceived) / minutes,
  }
}

/** Worst first; then cluster by cluster in the order in which one loop needs the other. */
function worstFirst(a: Source, b: Source): number {
  return (
    SOURCE_STATES.indexOf(a.state) - SOURCE_STATES.indexOf(b.state) ||
    a.cluster.localeCompare(b.cluster, 'en', { numeric: true }) ||
    orderOf(a) - orderOf(b) ||
    a.id.localeCompare(b.id, 'en', { numeric: true })
  )
}

function orderOf({ kind }: Source): number {
  const order = (LOOP_KINDS as readonly string[]).indexOf(kind)
  return order < 0 ? LOOP_KINDS.length : order
}

function failuresOf(clusters: readonly ClusterState[]): FailureWire[] {
  return clusters
    .flatMap(({ loops }) => loops)
    .flatMap(({ kind, cluster, failure, failingSince, idleReason }) =>
      failure === null || idleReason !== null
        ? []
        : [
            {
              source: kind,
              cluster,
              target: failure.peer,
              code: failure.code,
              message: failure.message,
              since: instantOf(failingSince),
              retryable: failure.retryable,
            },
          ],
    )
}
