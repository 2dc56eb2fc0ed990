import type { Metric, MetricKind, NamingId, Provenance } from '@perigee/domain'
import { metricOf } from '@perigee/domain'
import type { Combine, LabelSource, LabelTest, Reads, SeriesRow } from './series-row.ts'

export type RowSpec = Pick<SeriesRow, 'metric' | 'namings' | 'names'> & Partial<SeriesRow>

const PROVENANCE: Readonly<Record<Reads, Provenance>> = {
  count: 'counter',
  value: 'gauge',
  'one-minute-rate': 'one-minute-rate',
  'mean-rate': 'mean-rate',
  quantile: 'quantiles',
  samples: 'counter',
  sum: 'counter',
  state: 'gauge',
}

const READS: Readonly<Record<MetricKind, Reads>> = {
  counter: 'count',
  gauge: 'value',
  fraction: 'value',
  state: 'value',
  quantiles: 'quantile',
}

/** A row with what goes without saying filled in. Throws for a metric that is not in the catalogue. */
export function row(spec: RowSpec): SeriesRow {
  const metric = metricOf(spec.metric)
  if (metric === undefined) throw new Error(`no metric ${spec.metric}`)
  const reads = spec.reads ?? READS[metric.kind]
  return {
    where: [],
    labels: [],
    byTopic: false,
    statistic: null,
    stateFrom: null,
    scale: 1,
    combine: combineOf(metric, reads),
    provenance: PROVENANCE[reads],
    zeroIsUnknown: false,
    leftOutTells: false,
    ...spec,
    reads,
  }
}

/** Two beans that became one series: rates and counts belong together, of gauges the larger one is told. */
function combineOf(metric: Metric, reads: Reads): Combine {
  if (reads === 'value' || reads === 'quantile' || reads === 'state') return metric.over === 'min' ? 'min' : 'max'
  return 'sum'
}

export function from(label: string, of: string = label): LabelSource {
  return { label, from: of, fixed: null, pattern: null }
}

export function part(label: string, of: string, pattern: string): LabelSource {
  return { label, from: of, fixed: null, pattern }
}

export function always(label: string, fixed: string): LabelSource {
  return { label, from: null, fixed, pattern: null }
}

export function absent(label: string): LabelTest {
  return { label, is: 'absent' }
}

export function present(label: string): LabelTest {
  return { label, is: 'present' }
}

export function oneOf(label: string, ...values: readonly string[]): LabelTest {
  return { label, is: 'one of', values }
}

export function noneOf(label: string, ...values: readonly string[]): LabelTest {
  return { label, is: 'none of', values }
}

export function unlike(label: string, pattern: string): LabelTest {
  return { label, is: 'unlike', pattern }
}

/** Rule sets by what they have in common. */
export const EXAMPLES: readonly NamingId[] = ['A2', 'A3', 'S']
export const RAW: readonly NamingId[] = ['R', 'M']
