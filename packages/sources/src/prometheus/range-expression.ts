// One canonical value as an expression of PromQL: of each node, over any time.
import type { Provenance } from '@perigee/domain'
import type { LabelSource, SeriesRow } from '../exporter/naming/series-row.ts'
import type { Wanted } from '../metrics/wanted.ts'
import { combined } from './plan.ts'
import { braces, literally, matchersOf, quoted, seconds, spellings } from './promql.ts'

export interface ExpressionOptions {
  /** A row's names as they are written there. */
  readonly namesOf: (row: SeriesRow) => readonly string[]
  readonly by: string
  readonly matchersFor: (row: SeriesRow) => readonly string[]
  /** Window of rates, ms. */
  readonly windowMs: number
  /** Of gauges: what happens to them in the window; null: their value of the moment. */
  readonly overTime: 'avg_over_time' | 'max_over_time' | null
}

const BEST_FIRST: readonly Provenance[] = ['counter', 'gauge', 'quantiles', 'one-minute-rate', 'derived']

/** Rows in the order of trust, the worse where the better tell nothing. Null: none of them is told there. */
export function nodeExpression(rows: readonly SeriesRow[], wanted: Wanted, options: ExpressionOptions): string | null {
  const parts = rows
    .filter((row) => row.metric === wanted.metric.id && row.byTopic === (wanted.topic !== null))
    .filter((row) => row.reads !== 'mean-rate' && row.reads !== 'state')
    .toSorted((a, b) => BEST_FIRST.indexOf(a.provenance) - BEST_FIRST.indexOf(b.provenance))
  const told = isMean(wanted)
    ? meanOf(parts, wanted, options)
    : alternatives(
        parts.filter(({ reads }) => reads !== 'sum'),
        wanted,
        options,
      )
  return told.length === 0 ? null : told.join(' or ')
}

function isMean({ metric, statistic }: Wanted): boolean {
  return statistic === 'mean' || metric.kind === 'gauge'
}

/** Of samples and their sum: their rates divided. Of a gauge that is told as it is, that. */
function meanOf(rows: readonly SeriesRow[], wanted: Wanted, options: ExpressionOptions): readonly string[] {
  const sum = alternatives(
    rows.filter(({ reads }) => reads === 'sum'),
    wanted,
    options,
  )
  const samples = alternatives(
    rows.filter(({ reads }) => reads === 'samples'),
    wanted,
    options,
  )
  const plain = alternatives(
    rows.filter(({ reads }) => reads === 'value' || reads === 'count'),
    wanted,
    options,
  )
  if (sum.length === 0 || samples.length === 0) return plain
  return [`(${sum.join(' or ')}) / ((${samples.join(' or ')}) > 0)`, ...plain]
}

function alternatives(rows: readonly SeriesRow[], wanted: Wanted, options: ExpressionOptions): readonly string[] {
  return rows.flatMap((row) => rowExpression(row, wanted, options) ?? [])
}

function rowExpression(row: SeriesRow, wanted: Wanted, options: ExpressionOptions): string | null {
  const statistic = statisticMatchers(row, wanted)
  const labels = labelMatchers(row, wanted)
  if (statistic === null || labels === null) return null
  const matchers = [
    ...row.where.flatMap((test) => matchersOf(test).matchers),
    ...labels,
    ...statistic,
    ...options.matchersFor(row),
  ]
  const isRate = row.reads === 'count' || row.reads === 'samples' || row.reads === 'sum'
  const range = `[${seconds(options.windowMs)}]`
  const each = options.namesOf(row).map((name) => {
    const series = `${name}${braces(...matchers)}`
    if (isRate) return `rate(${series}${range})`
    return options.overTime === null ? series : `${options.overTime}(${series}${range})`
  })
  if (each.length === 0) return null
  const together = combined(row.combine, [options.by], union(each))
  const known = row.zeroIsUnknown ? `(${together} > 0)` : together
  return row.scale === 1 ? known : `${known} * ${row.scale}`
}

/** Series of several names with the same labels: a label of ours keeps them apart until they are put together. */
function union(each: readonly string[]): string {
  if (each.length === 1) return each[0] as string
  return each.map((one, index) => `label_replace(${one}, "spelling", "${index}", "", "")`).join(' or ')
}

/** Null: the row tells another statistic. */
function statisticMatchers(row: SeriesRow, { statistic }: Wanted): readonly string[] | null {
  if (row.reads === 'samples') return statistic === 'rate' || statistic === 'mean' || statistic === null ? [] : null
  if (row.reads !== 'quantile') return statistic === null || row.reads === 'sum' ? [] : null
  if (statistic === null || !statistic.startsWith('p')) return null
  if (row.statistic !== null) return row.statistic === statistic ? [] : null
  // 0.5 and 0.50 are the same; VictoriaMetrics and Prometheus keep them as they came.
  return [`quantile=~${quoted(`0\\.${statistic.slice(1).replace(/0+$/, '')}0*`)}`]
}

/** Null: the row never tells such a label. */
function labelMatchers(row: SeriesRow, { labels, topic }: Wanted): readonly string[] | null {
  const values = topic === null ? labels : [topic, ...labels]
  const matchers: string[] = []
  for (const [index, source] of row.labels.entries()) {
    const value = values[index] ?? ''
    if (source.from === null) {
      if (source.fixed !== value) return null
      continue
    }
    const names = spellings(source.from)
    const pattern = textOf(source, value)
    // One of the spellings is there; the others are absent.
    matchers.push(...names.map((name) => `${name}=~${quoted(names.length === 1 ? pattern : `|${pattern}`)}`))
  }
  return matchers
}

/** What the label's whole text may be when the part that is meant is `value`. */
function textOf({ pattern }: LabelSource, value: string): string {
  if (pattern === null) return literally(value)
  return pattern.replace(/\((?!\?)[^)]*\)/, () => literally(value))
}
