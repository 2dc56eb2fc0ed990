import type { ClusterState, ConsoleState } from '../../facts/state.ts'

/** Recorded of every cluster from its first look on. */
const ALWAYS_KEPT = ['brokersUp', 'messagesInPerSecond', 'offlinePartitions']
/** What Prometheus and Graphite reach back to changes slowly. */
const ASK_AGAIN_MS = 3_600_000
const FAILED_ASK_AGAIN_MS = 60_000
const LONGEST_MS = 730 * 86_400_000
const STEP_MS = 86_400_000
const ANSWER_WITHIN_MS = 10_000

interface Reach {
  readonly fromMs: number | null
  readonly askAgainAt: number
}
/** Asked in the background: it is asked again in a minute, and whoever asks for a range is told of what is wrong. */
const NOBODY_WAITS = () => undefined
const reaches = new WeakMap<ClusterState, Reach>()

/** Epoch ms since when something of a cluster can be read, wherever it is kept; null = nothing yet. Never waits. */
export function extentOf(
  cluster: ClusterState,
  { now, archive }: { readonly now: number; readonly archive: ConsoleState['archive'] },
): number | null {
  const own = ALWAYS_KEPT.map((series) => cluster.history.startOf(series))
  const told = [...own, archive?.status.since[cluster.name] ?? null, elsewhere(cluster, now)].filter(
    (at) => at !== null,
  )
  return told.length === 0 ? null : Math.min(...told)
}

/** As last heard; asks anew in the background when that is old. */
function elsewhere(cluster: ClusterState, now: number): number | null {
  const { prometheus, graphite } = cluster.longRanges
  const source = prometheus ?? graphite
  if (source === null) return null
  const known = reaches.get(cluster)
  if (known === undefined || now >= known.askAgainAt) {
    const fromMs = known?.fromMs ?? null
    reaches.set(cluster, { fromMs, askAgainAt: now + FAILED_ASK_AGAIN_MS })
    const ask = { key: 'bytes_in', targets: null, topic: null, fromMs: now - LONGEST_MS, toMs: now, stepMs: STEP_MS }
    void source.range(ask, AbortSignal.timeout(ANSWER_WITHIN_MS)).then((outcome) => {
      if (!outcome.ok) return
      const { at, series } = outcome.value
      const first = at.find((_, i) => series.some(({ mean }) => (mean[i] ?? null) !== null)) ?? null
      reaches.set(cluster, { fromMs: first, askAgainAt: now + ASK_AGAIN_MS })
    }, NOBODY_WAITS)
  }
  return reaches.get(cluster)?.fromMs ?? null
}
