import type { Series, SeriesQuery } from '@perigee/contract'
import type { HistoryWindow } from '@perigee/store'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { extentOf } from './extent.ts'
import { readWindows } from './places.ts'
import { subjectsOf } from './subjects.ts'
import { timeRange } from './time-range.ts'

/** Numbers in one answer: 200 nodes with 60 points each. More would hold up the console while it is written out. */
const MOST_POINTS = 12_000
const LEAST_POINTS = 20
const DEFAULT_POINTS = 240

/** One measure over time: of the cluster, of a node or topic, or of every node. Refuses what nobody keeps. */
export async function seriesView(
  cluster: ClusterState,
  asked: Omit<SeriesQuery, 'cluster'>,
  { now, archive }: { readonly now: number; readonly archive: ConsoleState['archive'] },
): Promise<Series> {
  const range = timeRange(asked, now)
  const subjects = subjectsOf(cluster, asked)
  const perNode = Math.max(LEAST_POINTS, Math.floor(MOST_POINTS / Math.max(1, subjects.list.length)))
  const points = Math.min(Number(asked.points ?? DEFAULT_POINTS), perNode)
  const { source, windows, note } = await readWindows({
    cluster,
    subjects,
    query: { ...range, points },
    now,
    archive,
  })
  const [first] = windows
  const at = first?.at ?? []
  return {
    data: {
      metric: asked.metric,
      title: subjects.title,
      unit: subjects.unit,
      stepMs: first?.stepMs ?? 0,
      source,
      note,
      from: new Date(range.fromMs).toISOString(),
      to: new Date(range.toMs).toISOString(),
      startedAt: instantOf(earliest(windows.map(({ startedAt }) => startedAt))),
      extent: spanOf(extentOf(cluster, { now, archive }), now),
      gaps: gapsOf(windows, source),
      at: [...at],
      series: subjects.list.map(({ label, node }, i) => ({
        label,
        node,
        mean: shortened(windows[i]?.mean),
        min: shortened(windows[i]?.min),
        max: shortened(windows[i]?.max),
      })),
    },
    freshness: freshnessOfAnswer(usedOf(cluster.facts, ['registry'], ['topology', 'endOffsets', 'logDirs']), now),
  }
}

/** Seven digits are what is kept; the rest would only be noise on the wire. */
function shortened(values: readonly (number | null)[] = []): (number | null)[] {
  return values.map((value) => (value === null ? null : Number(value.toPrecision(7))))
}

function spanOf(fromMs: number | null, now: number): Series['data']['extent'] {
  return fromMs === null ? null : { from: new Date(fromMs).toISOString(), to: new Date(now).toISOString() }
}

/** In memory a single missing point is a reading that came late, elsewhere it is a minute or more. */
function gapsOf(windows: readonly HistoryWindow[], source: Series['data']['source']): Series['data']['gaps'] {
  const [first] = windows
  if (first === undefined) return []
  const least = source === 'memory' ? 2 : 1
  const startedAt = earliest(windows.map((window) => window.startedAt))
  const gaps: { from: number; to: number }[] = []
  let begin: number | null = null
  const end = (index: number) => {
    if (begin !== null && index - begin >= least)
      gaps.push({ from: first.at[begin] as number, to: (first.at[begin] as number) + (index - begin) * first.stepMs })
    begin = null
  }
  first.at.forEach((time, i) => {
    const isEmpty = windows.every(({ mean }) => (mean[i] ?? null) === null)
    if (!isEmpty || startedAt === null || time < startedAt) end(i)
    else begin ??= i
  })
  // The last point is still being made.
  end(first.at.length - 1)
  return gaps
}

function earliest(times: readonly (number | null)[]): number | null {
  const told = times.filter((at) => at !== null)
  return told.length === 0 ? null : Math.min(...told)
}
