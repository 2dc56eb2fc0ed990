// History: one key over time, by query_range. Its mean over each step, and its maximum where a step is long.
import { type Gap, type MetricTarget, metricOf } from '@perigee/domain'
import type { SeriesRow } from '../exporter/naming/series-row.ts'
import { SERIES_ROWS } from '../exporter/naming/table.ts'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
import type { RangeAnswer, RangeAsk } from '../metrics/source.ts'
import { wantedOf } from '../metrics/wanted.ts'
import type { Outcome } from '../outcome.ts'
import type { PromAnswer, PrometheusClient, PromSeries } from './ask-prometheus.ts'
import { URL_PREFIX } from './node-reading.ts'
import { trusted, writtenNames } from './plan.ts'
import { anyOf, quoted, seconds } from './promql.ts'
import { type ExpressionOptions, nodeExpression } from './range-expression.ts'
import { type PrometheusReader, warningGaps } from './reader.ts'
import type { Endpoint } from './survey.ts'

/** Prometheus answers no more points of a series at once. */
const MOST_POINTS = 11_000
/** How finely a maximum is looked for within a step. */
const LOOKS_PER_STEP = 30

interface Grid {
  readonly fromMs: number
  readonly stepMs: number
  readonly count: number
}

export async function readRange(
  client: PrometheusClient,
  reader: PrometheusReader,
  ask: RangeAsk,
  signal: AbortSignal,
): Promise<Outcome<RangeAnswer>> {
  if (reader.endpoints.size === 0) {
    const survey = await reader.survey(signal)
    if (!survey.ok) return survey
  }
  const grid = gridOf(ask)
  const expressions = expressionsOf(client.peer, reader, ask, grid)
  if (!expressions.ok) return expressions
  const { mean, max } = expressions.value
  const range = { fromMs: grid.fromMs + grid.stepMs, toMs: grid.fromMs + grid.count * grid.stepMs, stepMs: grid.stepMs }
  const [means, maxima] = await Promise.all([
    client.queryRange(mean, range, signal),
    max === null ? null : client.queryRange(max, range, signal),
  ])
  if (!means.ok) return means
  const peaks = maxima?.ok === true ? maxima.value : means.value
  return {
    ok: true,
    value: answerOf(ask, reader, grid, [means.value, peaks]),
    gaps: gapsOf(means.value, maxima, client.peer),
  }
}

/** Wider steps than asked for where there would be too many of them. */
function gridOf({ fromMs, toMs, stepMs }: RangeAsk): Grid {
  const spanMs = Math.max(1, toMs - fromMs)
  const wide = Math.max(1_000, stepMs, Math.ceil(spanMs / MOST_POINTS / 1_000) * 1_000)
  return { fromMs, stepMs: wide, count: Math.max(1, Math.ceil(spanMs / wide)) }
}

interface Expressions {
  readonly mean: string
  /** Null: a step is so short that its maximum is its mean. */
  readonly max: string | null
}

function expressionsOf(peer: string, reader: PrometheusReader, ask: RangeAsk, grid: Grid): Result<Expressions> {
  const refuse = (why: string) => bad(peerFailure('unsupported', why, peer))
  const wanted = wantedOf(ask.key, ask.topic)
  if (wanted === null) return refuse(`${ask.key} is no key of a metric`)
  const { on, over, kind } = wanted.metric
  if (ask.targets === null && over === 'none') return refuse(`${ask.key} of several nodes must not be put together`)
  const endpoints = [...reader.endpoints.values()].filter(({ naming }) => (naming === 'N') === (on === 'host'))
  const windowMs = reader.knowledge.windowMs({ namings: endpoints.map(({ naming }) => naming) }, endpoints)
  if (windowMs === null) return refuse(`it scrapes nothing that tells ${ask.key}`)
  const rows = rowsFor(endpoints, reader, windowMs)
  const build = (of: Pick<ExpressionOptions, 'windowMs' | 'overTime'>) => {
    const each = nodeExpression(rows, wanted, { ...optionsOf(endpoints, reader, ask), ...of })
    return each === null || ask.targets !== null ? each : `${over === 'controller' ? 'max' : over} (${each})`
  }
  const now = build({ windowMs, overTime: null })
  const mean = build({ windowMs: grid.stepMs, overTime: 'avg_over_time' })
  if (mean === null || now === null) return refuse(`it has no series that tell ${ask.key}`)
  if (kind === 'state' || grid.stepMs <= windowMs) return good({ mean: now, max: null })
  const lookMs = Math.max(windowMs / 4, grid.stepMs / LOOKS_PER_STEP)
  return good({ mean, max: `max_over_time((${now})[${seconds(grid.stepMs)}:${seconds(lookMs)}])` })
}

/** Rows of the endpoints' own rule sets first; of others what has a name here. */
function rowsFor(endpoints: readonly Endpoint[], { knowledge }: PrometheusReader, windowMs: number) {
  const isOwn = (row: SeriesRow) => endpoints.some(({ naming }) => row.namings.includes(naming))
  const isForeign = (row: SeriesRow) => !isOwn(row) && knowledge.windowMs(row, endpoints) === windowMs
  const rows = trusted(SERIES_ROWS, knowledge.names)
  return [...rows.filter(isOwn), ...rows.filter(isForeign)]
}

function optionsOf(endpoints: readonly Endpoint[], reader: PrometheusReader, ask: RangeAsk) {
  const { nodeLabel, knowledge, selector } = reader
  const jobs = anyOf([...new Set(endpoints.map(({ job }) => job))])
  const asked = ask.targets?.map(nodeOf) ?? null
  // Bitnami's exporter tells of its own process by names that are the broker's elsewhere.
  const beside = endpoints.filter(({ naming }) => naming === 'B').map(({ node }) => node)
  return {
    by: nodeLabel,
    namesOf: (row: SeriesRow) => writtenNames(row, knowledge.names),
    matchersFor: (row: SeriesRow) => [
      ...(asked === null ? [] : [`${nodeLabel}=~${quoted(anyOf(asked))}`]),
      ...(beside.length > 0 && !row.namings.includes('B') && metricOf(row.metric)?.group === 'jvm'
        ? [`${nodeLabel}!~${quoted(anyOf(beside))}`]
        : []),
      `job=~${quoted(jobs)}`,
      selector,
    ],
  }
}

/** What Prometheus calls the node; of a page that we read ourselves, what it would by default. */
function nodeOf({ url }: MetricTarget): string {
  return url.startsWith(URL_PREFIX) ? url.slice(URL_PREFIX.length) : (URL.parse(url)?.host ?? url)
}

function answerOf(
  ask: RangeAsk,
  reader: PrometheusReader,
  grid: Grid,
  [mean, max]: readonly [PromAnswer, PromAnswer],
): RangeAnswer {
  const at = Array.from({ length: grid.count }, (_, index) => grid.fromMs + index * grid.stepMs)
  const find = (answer: PromAnswer, node: string | null) =>
    columnOf(
      answer.series.find(({ labels }) => node === null || labels[reader.nodeLabel] === node),
      grid,
    )
  const targets = ask.targets ?? [null]
  const series = targets.map((target) => {
    const node = target === null ? null : nodeOf(target)
    const means = find(mean, node)
    const maxima = find(max, node)
    // A rate over the whole step may be known where one over a short window is not.
    return { target: target?.id ?? null, mean: means, max: maxima.map((value, index) => value ?? means[index] ?? null) }
  })
  return { at, series }
}

/** A point tells of the step before it. */
function columnOf(series: PromSeries | undefined, { fromMs, stepMs, count }: Grid): (number | null)[] {
  const column = new Array<number | null>(count).fill(null)
  for (const [atMs, value] of series?.points ?? []) {
    const index = Math.round((atMs - fromMs) / stepMs) - 1
    if (index >= 0 && index < count && Number.isFinite(value)) column[index] = value
  }
  return column
}

function gapsOf(mean: PromAnswer, max: Result<PromAnswer> | null, peer: string): readonly Gap[] {
  const warnings = [...mean.warnings, ...(max?.ok === true ? max.value.warnings : [])]
  return [...warningGaps(warnings, peer), ...(max?.ok === false ? [{ fact: 'maximum', failure: max.failure }] : [])]
}
