// From the series of a page to one value for each key: the best row of the table that is there, its series put together.
import type { MetricKey, NamingId, Provenance, Statistic } from '@perigee/domain'
import { metricKey, metricOf } from '@perigee/domain'
import type { SeriesRow } from '../naming/series-row.ts'
import { SERIES_ROWS } from '../naming/table.ts'
import type { SeriesUse } from './series-use.ts'
import type { Rates } from './target-memory.ts'

const BEST_FIRST: readonly Provenance[] = ['counter', 'gauge', 'quantiles', 'one-minute-rate', 'derived', 'mean-rate']
const ORDER: ReadonlyMap<SeriesRow, number> = new Map(SERIES_ROWS.map((row, index) => [row, index]))

export interface Gathered {
  /** Values by key; counters as rates. */
  readonly values: Map<MetricKey, number>
  /** topic → bytes in, bytes out, messages in. */
  readonly topics: Map<string, [number, number, number]>
  /** How each metric is given; of those that are there at all. */
  readonly provenance: Map<string, Provenance>
  /** The row that each of them is read by. */
  readonly rows: ReadonlyMap<string, SeriesRow>
  /** The largest of Kafka's own rates and means by metric, as told; some are no values, but evidence. */
  readonly toldRates: ReadonlyMap<string, number>
}

export interface Reading {
  readonly ids: readonly number[]
  readonly uses: readonly (readonly SeriesUse[])[]
  readonly values: readonly number[]
  readonly rates: Rates
  readonly naming: NamingId | null
}

/** One value in the making. */
interface Part {
  readonly row: SeriesRow
  readonly rank: number
  value: number
  /** Samples, of a mean. */
  samples: number
  over: Map<string, number> | null
}

/** Topic, column of its flows, and the value. */
const FLOWS: ReadonlyMap<string, 0 | 1 | 2> = new Map([
  ['bytes_in', 0],
  ['bytes_out', 1],
  ['messages_in', 2],
])

export function gather(reading: Reading): Gathered {
  const work: Work = { parts: new Map(), topics: new Map(), given: new Map(), toldRates: new Map() }
  const rankOf = ranks(reading.naming)
  for (let i = 0; i < reading.ids.length; i += 1) {
    const id = reading.ids[i] as number
    const value = reading.values[i] as number
    const rate = () => reading.rates.of(id, value)
    for (const use of reading.uses[i] as readonly SeriesUse[]) {
      const rank = rankOf(use.row)
      if (rank !== undefined) addUse(work, { use, rank, value, rate })
    }
  }
  const provenance = new Map([...work.given].map(([metric, { row }]) => [metric, row.provenance]))
  const rows = new Map([...work.given].map(([metric, { row }]) => [metric, row]))
  return { values: valuesOf(work.parts), topics: work.topics, provenance, rows, toldRates: work.toldRates }
}

interface Work {
  readonly parts: Map<string, Part>
  readonly topics: Map<string, [number, number, number]>
  readonly given: Map<string, Part>
  readonly toldRates: Map<string, number>
}

interface Told {
  readonly use: SeriesUse
  readonly rank: number
  readonly value: number
  readonly rate: () => number | undefined
}

function addUse({ parts, topics, given, toldRates }: Work, { use, rank, value, rate }: Told): void {
  const { row } = use
  if (use.topic !== null) {
    addFlow(topics, use, rate())
    return
  }
  noteGiven(given, use, rank)
  if (use.isLeftOut) return
  const part = partFor(parts, partKey(use), row, rank)
  if (part !== null) addTo(part, use, numberOf(use, value, rate))
  if (row.reads === 'mean-rate' || row.reads === 'one-minute-rate') {
    toldRates.set(row.metric, Math.max(value, toldRates.get(row.metric) ?? 0))
  }
}

/** Rows of the page's naming first; of others only what cannot be mistaken. */
function ranks(naming: NamingId | null): (row: SeriesRow) => number | undefined {
  const known = new Map<SeriesRow, number | undefined>()
  const rank = (row: SeriesRow) => {
    const isOwn = naming === null || row.namings.includes(naming)
    // Bitnami's exporter tells of its own Java process under these names.
    if (!isOwn && naming === 'B' && metricOf(row.metric)?.group === 'jvm') return undefined
    return (isOwn ? 0 : 1e6) + BEST_FIRST.indexOf(row.provenance) * 1e4 + (ORDER.get(row) ?? 0)
  }
  return (row) => {
    if (!known.has(row)) known.set(row, rank(row))
    return known.get(row)
  }
}

/** Percentiles and means of one distribution are values of their own. */
function partKey({ row, key, statistic }: SeriesUse): string {
  if (row.reads === 'quantile') return metricKey(key, statistic as Statistic)
  if (row.reads === 'samples') return `${key}\nsamples`
  if (row.reads === 'sum') return `${key}\nsum`
  return key
}

/** Null: something better is there already. */
function partFor(parts: Map<string, Part>, key: string, row: SeriesRow, rank: number): Part | null {
  const part = parts.get(key)
  if (part !== undefined && part.rank <= rank) return part.row === row ? part : null
  const fresh: Part = { row, rank, value: Number.NaN, samples: 0, over: null }
  parts.set(key, fresh)
  return fresh
}

function noteGiven(given: Map<string, Part>, { row }: SeriesUse, rank: number): void {
  // How many there were is not how long they took.
  if (row.reads === 'samples' && metricOf(row.metric)?.kind === 'quantiles') return
  const best = given.get(row.metric)
  if (best === undefined || rank < best.rank) {
    given.set(row.metric, { row, rank, value: Number.NaN, samples: 0, over: null })
  }
}

function numberOf(use: SeriesUse, value: number, rate: () => number | undefined): number | undefined {
  const { row } = use
  if (row.reads === 'mean-rate') return undefined
  if (row.reads === 'state') return value === 1 && use.state !== null ? use.state : undefined
  const number = isCounted(row) ? rate() : value
  if (number === undefined || !Number.isFinite(number) || (row.zeroIsUnknown && number === 0)) return undefined
  return number * row.scale
}

export function isCounted({ reads }: SeriesRow): boolean {
  return reads === 'count' || reads === 'samples' || reads === 'sum'
}

function addTo(part: Part, use: SeriesUse, number: number | undefined): void {
  if (number === undefined) return
  const { combine } = part.row
  if (typeof combine !== 'string') {
    part.over ??= new Map()
    part.over.set(use.over, (part.over.get(use.over) ?? 0) + number)
  } else if (Number.isNaN(part.value)) part.value = number
  else if (combine === 'sum') part.value += number
  else part.value = combine === 'max' ? Math.max(part.value, number) : Math.min(part.value, number)
}

function addFlow(
  topics: Map<string, [number, number, number]>,
  { row, topic }: SeriesUse,
  rate: number | undefined,
): void {
  const column = FLOWS.get(row.metric)
  if (column === undefined || topic === null || row.reads !== 'count' || rate === undefined) return
  let flows = topics.get(topic)
  if (flows === undefined) {
    flows = [Number.NaN, Number.NaN, Number.NaN]
    topics.set(topic, flows)
  }
  const before = flows[column]
  flows[column] = Number.isNaN(before) ? rate : before + rate
}

function valuesOf(parts: ReadonlyMap<string, Part>): Map<MetricKey, number> {
  const values = new Map<MetricKey, number>()
  for (const [key, part] of parts) {
    const value = settled(part)
    if (Number.isNaN(value)) continue
    const [plain, what] = key.split('\n') as [string, string?]
    const isDistribution = metricOf(part.row.metric)?.kind === 'quantiles'
    if (what === undefined) values.set(key, value)
    else if (what === 'samples') {
      if (isDistribution) values.set(metricKey(plain, 'rate'), value)
    } else {
      const samples = settled(parts.get(`${plain}\nsamples`))
      // No sample, no mean.
      if (samples > 0) values.set(isDistribution ? metricKey(plain, 'mean') : plain, value / samples)
    }
  }
  return values
}

function settled(part: Part | undefined): number {
  if (part === undefined) return Number.NaN
  const { combine } = part.row
  if (typeof combine === 'string') return part.value
  if (part.over === null) return Number.NaN
  if ('countOf' in combine) return part.over.size
  return [...part.over.values()].reduce((sum, one) => sum + one, 0) / part.over.size
}
