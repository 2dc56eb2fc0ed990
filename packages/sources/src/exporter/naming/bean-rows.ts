// Kafka's MBeans as each rule set spells them (tables of jmx_exporter's examples, Confluent, Strimzi, Bitnami; the
// exporter's own naming where there are no rules).
import type { NamingId, Statistic } from '@perigee/domain'
import type { Bean } from './beans.ts'
import { absent, EXAMPLES, oneOf, present, RAW, type RowSpec, row } from './row.ts'
import type { LabelSource, LabelTest, Reads, SeriesRow } from './series-row.ts'

const PERCENTILES: readonly (readonly [string, Statistic])[] = [
  ['50', 'p50'],
  ['75', 'p75'],
  ['95', 'p95'],
  ['98', 'p98'],
  ['99', 'p99'],
  ['999', 'p999'],
]

/** The handlers' idle time is counted in nanoseconds. */
const NANOSECONDS = 1e-9

type Style = 'examples' | 'confluent' | 'reporter' | 'bitnami' | 'raw'

const STYLES: readonly (readonly [Style, readonly NamingId[]])[] = [
  ['examples', EXAMPLES],
  ['confluent', ['C']],
  ['reporter', ['SR']],
  ['bitnami', ['B']],
  ['raw', RAW],
]

/** One bean in every naming that exports it. */
export function rowsOfBean(bean: Bean): readonly SeriesRow[] {
  return STYLES.flatMap(([style, namings]) => {
    const told = namings.filter((naming) => !bean.not.includes(naming))
    return told.length === 0 ? [] : rowsIn(style, told, bean)
  })
}

/** Series of one attribute: what the name says, and what says it when the name does not. */
interface Series {
  readonly reads: Reads
  readonly names: readonly string[]
  readonly where?: readonly LabelTest[]
  readonly statistic?: Statistic
}

function rowsIn(style: Style, namings: readonly NamingId[], bean: Bean): readonly SeriesRow[] {
  if (style === 'bitnami' && bean.metric === 'purgatory_size') return purgatoryInNames(namings, bean)
  return SERIES[bean.shape](style, bean).map((series) => {
    const isGlued = style === 'bitnami' && bean.domain === 'network' && bean.shape === 'meter'
    const spec: RowSpec = {
      metric: bean.metric,
      namings,
      names: series.names,
      where: [...(series.where ?? []), ...(isGlued ? gluedTests(bean) : bean.where)].map((test) => ({
        ...test,
        label: spelled(style, test.label),
      })),
      labels: (isGlued ? bean.labels.map(glued) : bean.labels).map((source) => ({
        ...source,
        from: source.from === null ? null : spelled(style, source.from),
      })),
      byTopic: bean.byTopic,
      reads: series.reads,
      // Successes are counted beside errors: where there are some, errors would be told.
      leftOutTells: bean.metric === 'request_errors',
      ...(series.statistic === undefined ? {} : { statistic: series.statistic }),
      ...(bean.shape === 'idle' && series.reads === 'count' ? { scale: NANOSECONDS } : {}),
      ...(bean.sum ? { combine: 'sum' } : {}),
    }
    return row(spec)
  })
}

const SERIES: Readonly<Record<Bean['shape'], (style: Style, bean: Bean) => readonly Series[]>> = {
  value: valueSeries,
  meter: meterSeries,
  histogram: histogramSeries,
  idle: idleSeries,
}

function valueSeries(style: Style, bean: Bean): readonly Series[] {
  return [{ reads: bean.grows ? 'count' : 'value', ...named(style, bean, 'Value') }]
}

function meterSeries(style: Style, bean: Bean): readonly Series[] {
  const count: Series = { reads: 'count', ...named(style, bean, 'Count') }
  // Thousands of topics: their counts are always there, and enough.
  if (bean.byTopic) return [count]
  const rate: Series = { reads: 'one-minute-rate', ...named(style, bean, 'OneMinuteRate') }
  if (style === 'raw' || (style === 'bitnami' && bean.domain === 'server')) return [count, rate]
  if (style !== 'confluent') return [count]
  const forAll = bean.type === 'BrokerTopicMetrics' ? [`${rate.names[0]}_alltopics`] : []
  return [count, { ...rate, names: [...rate.names, ...forAll] }]
}

function histogramSeries(style: Style, bean: Bean): readonly Series[] {
  const lower = `${base(bean)}_${flat(bean.name)}`
  const quantiles: Series = { reads: 'quantile', names: [lower], where: [present('quantile')] }
  if (style === 'raw') {
    const percentiles = PERCENTILES.map(
      ([digits, statistic]): Series => ({
        reads: 'quantile',
        statistic,
        ...named(style, bean, `${digits}thPercentile`),
      }),
    )
    return [...percentiles, { reads: 'samples', ...named(style, bean, 'Count') }]
  }
  if (style === 'examples') {
    return [quantiles, { reads: 'samples', names: [`${lower}_count_total`, `${lower}_count`] }]
  }
  // Confluent's count has the name of its quantiles.
  if (style === 'confluent') return [quantiles, { reads: 'samples', names: [lower], where: [absent('quantile')] }]
  if (style === 'bitnami') return [{ reads: 'samples', ...named(style, bean, 'Count') }]
  return [quantiles, { reads: 'samples', names: [`${lower}_count`] }, { reads: 'sum', names: [`${lower}_sum`] }]
}

function idleSeries(style: Style, bean: Bean): readonly Series[] {
  const lower = `${base(bean)}_${flat(bean.name)}`
  if (style === 'examples') {
    return [
      { reads: 'count', names: [`${lower}_count_total`, `${lower}_count`] },
      { reads: 'mean-rate', names: [lower.replace(/percent$/, '_percent')] },
    ]
  }
  const count: Series = { reads: 'count', ...named(style, bean, 'Count') }
  const rate: Series = { reads: 'one-minute-rate', ...named(style, bean, 'OneMinuteRate') }
  if (style === 'reporter') return [{ reads: 'count', names: [`${lower}_total`] }]
  if (style === 'raw') return [count, rate, { reads: 'mean-rate', ...named(style, bean, 'MeanRate') }]
  return [count, rate]
}

/** How one attribute of a bean is called. */
function named(style: Style, bean: Bean, attribute: string): Pick<Series, 'names' | 'where'> {
  const lower = `${base(bean)}_${flat(bean.name)}`
  if (style === 'raw') return { names: both(rawName(bean, attribute)), where: [oneOf('name', bean.name)] }
  if (style === 'bitnami') {
    // Rules of kafka.server without further tags put a `total` after the type.
    const hasTags = bean.labels.length > 0 || bean.type === 'ReplicaFetcherManager'
    const infix = bean.domain === 'server' && !hasTags ? '_total' : ''
    return { names: [`${base(bean)}${infix}_${flat(bean.name)}_${attribute.toLowerCase()}`] }
  }
  if (attribute === 'OneMinuteRate') return { names: [`${lower}_oneminuterate`] }
  if (attribute === 'Value') return { names: percentSpellings(lower) }
  // Counts of meters.
  if (style === 'confluent') return { names: [lower] }
  if (style === 'reporter') return { names: [`${lower}_total`] }
  return { names: [`${lower.replace(/persec$/, '')}_total`] }
}

/** Strimzi's rules take `Percent` off a gauge's name and write it behind an underscore; the examples leave it. */
function percentSpellings(lower: string): readonly string[] {
  return lower.endsWith('percent') ? [lower, lower.replace(/percent$/, '_percent')] : [lower]
}

function rawName(bean: Bean, attribute: string): string {
  return `kafka_${bean.domain}_${bean.type}_${attribute}`
}

/** A catch-all rule with lower-cased output gives the same names in lower case. */
function both(name: string): readonly string[] {
  return [name, name.toLowerCase()]
}

/** Pages are read without regard to it; a Prometheus compares labels as they are written. */
function spelled(style: Style, label: string): string {
  if (style === 'confluent') return label.toLowerCase()
  return style === 'bitnami' ? label.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : label
}

function base(bean: Bean): string {
  return `kafka_${bean.domain}_${bean.type.toLowerCase()}`
}

function flat(name: string): string {
  return name.toLowerCase().replaceAll('-', '_')
}

/** Bitnami's rules catch two tags in one label: `request="Produce, version=9"`. */
function glued(source: LabelSource): LabelSource {
  if (source.label === 'request') return { ...source, pattern: '([^,]+)(?:, .*)?' }
  return { ...source, from: 'request', pattern: `[^,]+, ${source.label}=(.*)` }
}

function gluedTests(bean: Bean): readonly LabelTest[] {
  return bean.metric === 'request_errors'
    ? [{ label: 'request', is: 'unlike', pattern: '.*, error=NONE' }]
    : [{ label: 'request', is: 'unlike', pattern: 'Fetch(?:, .*)?' }]
}

const OPERATIONS = [
  'Produce',
  'Fetch',
  'DeleteRecords',
  'ElectLeader',
  'Heartbeat',
  'Rebalance',
  'AlterAcls',
  'RemoteFetch',
  'RemoteListOffsets',
  'ShareFetch',
]

function purgatoryInNames(namings: readonly NamingId[], bean: Bean): readonly SeriesRow[] {
  return OPERATIONS.map((operation) =>
    row({
      metric: bean.metric,
      namings,
      names: [`${base(bean)}_${flat(bean.name)}_${operation.toLowerCase()}_value`],
      labels: [{ label: 'operation', from: null, fixed: operation, pattern: null }],
    }),
  )
}
