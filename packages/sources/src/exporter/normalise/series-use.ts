// What one series of a page is good for: the rows of the naming table that it satisfies, with the key of its value.
import { type MetricKey, metricKey, RAFT_STATES, type Statistic } from '@perigee/domain'
import type { LabelSource, LabelTest, SeriesRow } from '../naming/series-row.ts'

export interface SeriesUse {
  readonly row: SeriesRow
  /** Without its statistic. Of a topic's rate, the metric's id. */
  readonly key: MetricKey
  readonly topic: string | null
  readonly statistic: Statistic | null
  /** Value of the label that a mean or a count is over. */
  readonly over: string
  /** Number of the state that it names. */
  readonly state: number | null
  /** It only says that the metric is told. */
  readonly isLeftOut: boolean
}

const STATISTIC_OF: ReadonlyMap<number, Statistic> = new Map([
  [0.5, 'p50'],
  [0.75, 'p75'],
  [0.95, 'p95'],
  [0.98, 'p98'],
  [0.99, 'p99'],
  [0.999, 'p999'],
])

/** `labels` by their folded names. Null: the series does not satisfy the row. */
export function useOf(row: SeriesRow, labels: ReadonlyMap<string, string>): SeriesUse | null {
  const failing = row.where.filter((test) => !holds(test, labels))
  const isLeftOut = row.leftOutTells && failing.length > 0 && failing.every(leavesOut)
  if (failing.length > 0 && !isLeftOut) return null
  const values: string[] = []
  for (const source of row.labels) {
    const value = labelValue(source, labels)
    if (value === null) return null
    values.push(value)
  }
  const topic = row.byTopic ? (values.shift() ?? null) : null
  const statistic = row.statistic ?? (row.reads === 'quantile' ? quantileOf(labels) : null)
  if (row.reads === 'quantile' && statistic === null) return null
  const state = row.stateFrom === null ? null : stateOf(labels.get(folded(row.stateFrom)))
  if (row.reads === 'state' && state === null) return null
  return { row, key: metricKey(row.metric, ...values), topic, statistic, over: overOf(row, labels), state, isLeftOut }
}

/** clientId, client_id and client-id are one label; exporters write all of them. */
export function folded(label: string): string {
  return label.toLowerCase().replace(/[_-]/g, '')
}

function leavesOut({ is }: LabelTest): boolean {
  return is === 'none of' || is === 'unlike'
}

function holds(test: LabelTest, labels: ReadonlyMap<string, string>): boolean {
  // Prometheus knows no difference between an empty label and none.
  const value = labels.get(folded(test.label)) ?? ''
  switch (test.is) {
    case 'absent':
      return value === ''
    case 'present':
      return value !== ''
    case 'one of':
      return test.values.includes(value)
    case 'none of':
      return !test.values.includes(value)
    case 'like':
      return whole(test.pattern).test(value)
    case 'unlike':
      return !whole(test.pattern).test(value)
  }
}

function labelValue({ from, fixed, pattern }: LabelSource, labels: ReadonlyMap<string, string>): string | null {
  if (from === null) return fixed
  const value = labels.get(folded(from)) ?? ''
  if (value === '') return null
  return pattern === null ? value : (whole(pattern).exec(value)?.[1] ?? null)
}

function quantileOf(labels: ReadonlyMap<string, string>): Statistic | null {
  return STATISTIC_OF.get(Number(labels.get('quantile') ?? Number.NaN)) ?? null
}

function stateOf(name: string | undefined): number | null {
  const states: readonly string[] = RAFT_STATES
  const at = states.indexOf(name?.toLowerCase() ?? '')
  return at < 0 ? null : at
}

function overOf({ combine }: SeriesRow, labels: ReadonlyMap<string, string>): string {
  if (typeof combine === 'string') return ''
  return labels.get(folded('meanOver' in combine ? combine.meanOver : combine.countOf)) ?? ''
}

const PATTERNS = new Map<string, RegExp>()

function whole(pattern: string): RegExp {
  let compiled = PATTERNS.get(pattern)
  if (compiled === undefined) {
    compiled = new RegExp(`^(?:${pattern})$`, 's')
    PATTERNS.set(pattern, compiled)
  }
  return compiled
}
