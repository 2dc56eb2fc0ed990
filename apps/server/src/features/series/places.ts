// Where the points of a window come from: memory, the archive, Prometheus or Graphite. All answer in one shape.
import { setImmediate as turn } from 'node:timers/promises'
import type { SeriesSource } from '@perigee/contract'
import type { RangeAnswer, RangeAsk } from '@perigee/sources'
import { gridOf, type HistoryQuery, type HistoryWindow, WindowBuilder } from '@perigee/store'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { type Subjects, targetsOf } from './subjects.ts'

export interface Windows {
  readonly source: SeriesSource
  /** In the order of the subjects, on one grid. */
  readonly windows: readonly HistoryWindow[]
  readonly note: string | null
}

export interface Place {
  readonly cluster: ClusterState
  readonly subjects: Subjects
  readonly query: HistoryQuery
  readonly now: number
  readonly archive: ConsoleState['archive']
}

/** What memory holds, and a little less: its oldest points are just being overwritten. */
const IN_MEMORY_MS = 6 * 3_600_000
/** A request for the last six hours arrives a moment later than it was made. */
const LENIENT_MS = 60_000
/** Recorded of every cluster from its first look on. */
const ALWAYS_KEPT = 'brokersUp'
const NODES_A_TURN = 40
const ANSWER_WITHIN_MS = 5_000
/** Prometheus keeps samples about a minute apart; finer steps would repeat them. */
const LEAST_STEP_MS = 60_000

/** Windows from the place that reaches back far enough: memory, then Prometheus, the archive, Graphite. */
export async function readWindows(place: Place): Promise<Windows> {
  const { query, now } = place
  if (query.fromMs >= now - IN_MEMORY_MS - LENIENT_MS) return inMemory(place, null)
  if (isAllInMemory(place)) return inMemory(place, null)
  return (
    (await fromPrometheus(place)) ??
    (await fromArchive(place)) ??
    (await fromGraphite(place)) ??
    inMemory(place, why(place))
  )
}

/** Nothing older is kept anywhere: a console that was just started, or a broker that just came. */
function isAllInMemory({ cluster, subjects, archive }: Place): boolean {
  const { prometheus, graphite } = cluster.longRanges
  const isElsewhere = subjects.metric !== null && (prometheus !== null || graphite !== null)
  if (archive === null || archive.status.trouble !== null || isElsewhere) return false
  const since = archive.status.since[cluster.name] ?? Number.POSITIVE_INFINITY
  const begin = cluster.history.startOf(ALWAYS_KEPT) ?? Number.POSITIVE_INFINITY
  return begin <= since + LENIENT_MS
}

function why({ archive }: Place): string {
  if (archive === null) return 'No more than the last six hours is kept here.'
  const { trouble } = archive.status
  return `No more than six hours can be read: ${trouble?.message ?? 'the archive did not answer in time'}.`
}

/** Of many nodes some at a time: six hours of two hundred would hold up the console. */
async function inMemory({ cluster, subjects, query }: Place, note: string | null): Promise<Windows> {
  const windows: HistoryWindow[] = []
  for (const [i, { name }] of subjects.list.entries()) {
    if (i > 0 && i % NODES_A_TURN === 0) await turn()
    windows.push(cluster.history.read(name, query))
  }
  return { source: 'memory', windows, note }
}

async function fromArchive({ cluster, subjects, query, archive }: Place): Promise<Windows | null> {
  if (archive === null) return null
  const since = archive.status.since[cluster.name]
  // What Graphite keeps reaches back further than what is not there yet.
  if (cluster.longRanges.graphite !== null && subjects.metric !== null && (since === undefined || since > query.fromMs))
    return null
  const series = subjects.list.map(({ name }) => ({ cluster: cluster.name, name }))
  const windows = await archive.read(series, query)
  return windows === null ? null : { source: 'archive', windows, note: null }
}

async function fromPrometheus(place: Place): Promise<Windows | null> {
  const { prometheus } = place.cluster.longRanges
  if (prometheus === null) return null
  const asked = rangeAsk(place)
  if (asked === null) return null
  const outcome = await prometheus.range(asked, AbortSignal.timeout(ANSWER_WITHIN_MS))
  return outcome.ok
    ? { source: 'prometheus', windows: windowsOf(place, outcome.value, asked.stepMs), note: null }
    : null
}

async function fromGraphite(place: Place): Promise<Windows | null> {
  const { graphite } = place.cluster.longRanges
  if (graphite === null) return null
  const asked = rangeAsk(place)
  if (asked === null) return null
  const outcome = await graphite.range(asked, AbortSignal.timeout(ANSWER_WITHIN_MS))
  return outcome.ok ? { source: 'graphite', windows: windowsOf(place, outcome.value, asked.stepMs), note: null } : null
}

/** Null: nobody else keeps it. */
function rangeAsk({ cluster, subjects, query }: Place): RangeAsk | null {
  if (subjects.metric === null) return null
  const [first] = subjects.list
  const targets = subjects.role === null ? null : targetsOf(cluster, subjects)
  if (first === undefined || targets?.length === 0) return null
  const { startMs, stepMs, count } = gridOf(query, LEAST_STEP_MS)
  const key = keyOf(first.name, subjects)
  return { key, targets, topic: subjects.topic, fromMs: startMs, toMs: startMs + count * stepMs, stepMs }
}

function keyOf(name: string, { role, topic }: Subjects): string {
  if (topic !== null) return name.slice(`topic/${topic}/`.length)
  return role === null ? name : name.split('/').slice(2).join('/')
}

function windowsOf({ subjects, query }: Place, { at, series }: RangeAnswer, stepMs: number): readonly HistoryWindow[] {
  return subjects.list.map(({ node }) => {
    const wanted = node === null ? null : `${subjects.role}/${node}`
    const told = series.find(({ target }) => target === wanted)
    const built = new WindowBuilder(gridOf(query, LEAST_STEP_MS))
    let startedAt: number | null = null
    at.forEach((time, i) => {
      const mean = told?.mean[i] ?? null
      if (mean === null) return
      startedAt ??= time
      built.add(time, { mean, min: mean, max: told?.max[i] ?? mean, samples: stepMs })
    })
    return built.window(startedAt)
  })
}
