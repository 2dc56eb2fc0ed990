// Puts together what queries told of one endpoint: canonical values by key, rates of topics.
import type { MetricKey, NamingId, Provenance, TopicFlows } from '@perigee/domain'
import { metricKey, metricOf, metricOfKey } from '@perigee/domain'
import type { SeriesRow } from '../exporter/naming/series-row.ts'
import { folded, type SeriesUse, useOf } from '../exporter/normalise/series-use.ts'
import type { Labels, PromSeries } from './ask-prometheus.ts'
import type { PlannedRow, Query } from './plan.ts'

/** Best first. */
const RANKS: readonly Provenance[] = ['counter', 'gauge', 'quantiles', 'one-minute-rate', 'derived', 'mean-rate']

interface Candidate {
  readonly value: number
  readonly row: SeriesRow
  readonly rank: number
}

export class NodeValues {
  readonly naming: NamingId
  /** Series that Prometheus told of it, after it put them together. */
  series = 0
  readonly #told = new Map<MetricKey, Candidate>()
  readonly #samples = new Map<MetricKey, Candidate>()
  readonly #sums = new Map<MetricKey, Candidate>()
  readonly #topics = new Map<string, Map<string, Candidate>>()

  constructor(naming: NamingId) {
    this.naming = naming
  }

  take(query: Query, { labels, points }: PromSeries): void {
    const value = points.at(-1)?.[1]
    if (value === undefined || !Number.isFinite(value)) return
    this.series += 1
    const byFolded = new Map(Object.entries(labels).map(([label, text]) => [folded(label), text]))
    for (const planned of rowsFor(query, labels)) {
      const rank = rankOf(planned.row, this.naming)
      const use = rank === null ? null : useOf(planned.row, byFolded)
      if (rank !== null && use !== null) this.#use(use, value, { row: planned.whole, rank: rank + planned.order })
    }
  }

  #use(use: SeriesUse, raw: number, of: Omit<Candidate, 'value'>): void {
    const { row, key, topic, statistic, state } = use
    if (row.zeroIsUnknown && raw === 0) return
    // A state is told by the series that is 1.
    if (row.reads === 'state' && raw !== 1) return
    const value = state ?? raw * row.scale
    const candidate = { ...of, value }
    if (topic !== null) {
      const flows = this.#topics.get(key) ?? new Map<string, Candidate>()
      this.#topics.set(key, flows)
      put(flows, topic, candidate, 'sum')
    } else if (row.reads === 'samples') put(this.#samples, key, candidate, 'sum')
    else if (row.reads === 'sum') put(this.#sums, key, candidate, 'sum')
    else put(this.#told, statistic === null ? key : metricKey(key, statistic), candidate, row.combine)
  }

  /** How each metric is told: as the best of its values. */
  provenance(): Map<string, Provenance> {
    const best = new Map<string, Candidate>()
    for (const [key, candidate] of [...this.#told, ...this.#sums, ...this.#samples]) {
      const metric = metricOfKey(key)?.id ?? key
      // How many there were is not yet a distribution.
      if (candidate.row.reads === 'samples' && metricOfKey(key)?.kind === 'quantiles') continue
      const known = best.get(metric)
      if (known === undefined || candidate.rank < known.rank) best.set(metric, candidate)
    }
    return new Map([...best].map(([metric, { row }]) => [metric, row.provenance]))
  }

  /** The row of the table that told each value. */
  rows(): Map<MetricKey, SeriesRow> {
    return new Map([...this.#told].map(([key, { row }]) => [key, row]))
  }

  values(): Map<MetricKey, number> {
    const values = new Map([...this.#told].map(([key, { value }]) => [key, value]))
    for (const [key, samples] of this.#samples) {
      const isQuantiles = metricOfKey(key)?.kind === 'quantiles'
      if (isQuantiles) values.set(metricKey(key, 'rate'), samples.value)
      const sum = this.#sums.get(key)
      // Without a sample in the window there is no mean of them.
      if (sum === undefined || samples.value <= 0) continue
      values.set(isQuantiles ? metricKey(key, 'mean') : key, sum.value / samples.value)
    }
    return values
  }

  topics(): TopicFlows {
    const names = new Set([...this.#topics.values()].flatMap((flows) => [...flows.keys()]))
    const topics = [...names].sort()
    const column = (metric: string) =>
      Float64Array.from(topics, (topic) => this.#topics.get(metric)?.get(topic)?.value ?? Number.NaN)
    return { topics, bytesIn: column('bytes_in'), bytesOut: column('bytes_out'), messagesIn: column('messages_in') }
  }
}

export const NO_TOPICS: TopicFlows = {
  topics: [],
  bytesIn: new Float64Array(0),
  bytesOut: new Float64Array(0),
  messagesIn: new Float64Array(0),
}

/**
 * Less is better. Rows of the endpoint's own naming go first, of others what cannot be mistaken; null: not to be read.
 * Bitnami's exporter and node_exporter tell of their own process by the names of the broker's.
 */
function rankOf({ namings, metric, provenance }: SeriesRow, naming: NamingId): number | null {
  const isOwn = namings.includes(naming)
  const isForeign = naming === 'N' || namings.includes('N') || (naming === 'B' && metricOf(metric)?.group === 'jvm')
  if (!isOwn && isForeign) return null
  return (isOwn ? 0 : 1e6) + RANKS.indexOf(provenance) * 1e4
}

function rowsFor(query: Query, labels: Labels): readonly PlannedRow[] {
  if (!query.isRate) return query.rows.get((labels.__name__ ?? '').toLowerCase()) ?? []
  return [...query.rows.values()].flat()
}

/** The better source holds; what one source tells in parts (spellings, tags that we take apart) belongs together. */
function put(into: Map<string, Candidate>, key: string, next: Candidate, combine: SeriesUse['row']['combine']): void {
  const known = into.get(key)
  if (known === undefined || next.rank < known.rank) into.set(key, next)
  else if (next.rank === known.rank) into.set(key, { ...known, value: together(known.value, next.value, combine) })
}

function together(a: number, b: number, combine: SeriesUse['row']['combine']): number {
  if (combine === 'sum') return a + b
  return combine === 'min' ? Math.min(a, b) : Math.max(a, b)
}
