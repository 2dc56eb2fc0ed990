import { setImmediate as turn } from 'node:timers/promises'
import type { PastSeries } from '@perigee/fleet'
import type { ClusterState } from '../facts/state.ts'
import { pastOfClusters } from './past-of-clusters.ts'
import { silencesIn } from './past-silences.ts'

const VALUES_A_TURN = 20_000

/** Writes what was before the start into the histories and the changes, a part at a time: signals are heard meanwhile. */
export async function writePast(
  clusters: ReadonlyMap<string, ClusterState>,
  past: readonly PastSeries[],
): Promise<void> {
  let written = 0
  for (const one of [...past, ...pastOfClusters(past)]) {
    const { series, fromMs, stepMs, values } = one
    const cluster = clusters.get(one.cluster)
    if (cluster === undefined) continue
    const { history } = cluster
    for (const change of silencesIn(one)) cluster.recall(change)
    for (let i = 0; i < values.length; i += 1) history.record(series, fromMs + i * stepMs, values[i] ?? Number.NaN)
    written += values.length
    if (written > VALUES_A_TURN) {
      written = 0
      await turn()
    }
  }
}
