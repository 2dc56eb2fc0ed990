// What is learnt of a Prometheus now and then: names of metrics, how often endpoints are scraped, and the queries that
// follow from both.
import type { NamingId } from '@perigee/domain'
import type { SeriesRow } from '../exporter/naming/series-row.ts'
import { SERIES_ROWS } from '../exporter/naming/table.ts'
import type { PrometheusClient } from './ask-prometheus.ts'
import { planQueries, type Query } from './plan.ts'
import { anyOf, quoted } from './promql.ts'
import { DEFAULT_INTERVAL_MS, type Endpoint, endpointLabels, type Names, readIntervals, readNames } from './survey.ts'

/** Names and intervals are asked for anew after so many reads: five minutes at the usual pace. */
const LEARN_EVERY = 20
/** After a question for names that failed. */
const LEARN_AGAIN_AFTER = 3
/** Longer queries are for nobody's good. */
const MOST_NAMED_HOSTS = 500
/** A rate needs two samples in its window even after two scrapes failed. */
const INTERVALS_PER_WINDOW = 4

export interface Plan {
  readonly values: readonly Query[]
  /** Rates by topic. */
  readonly topics: readonly Query[]
}

export interface KnowledgeOptions {
  readonly nodeLabel: string
  readonly selector: string
}

export class Knowledge {
  /** Null: not told (some gateways let queries through only). */
  names: Names | null = null
  readonly #client: PrometheusClient
  readonly #options: KnowledgeOptions
  #intervals: ReadonlyMap<NamingId, number> = new Map()
  #known = new Set<string>()
  #untilNames = 0
  #untilIntervals = 0
  #plan: { readonly of: string; readonly plan: Plan } | null = null

  constructor(client: PrometheusClient, options: KnowledgeOptions) {
    this.#client = client
    this.#options = options
  }

  async learnNames(signal: AbortSignal): Promise<void> {
    if (this.#untilNames-- > 0) return
    const told = await readNames(this.#client, this.#options.selector, signal)
    // Busy for a moment: its names are as they were. Without them every name of the table would be asked for, which is
    // dear just then.
    if (!told.ok && told.failure.retryable && this.names !== null) {
      this.#untilNames = LEARN_AGAIN_AFTER
      return
    }
    this.#plan = null
    this.names = told.ok ? told.value : null
    // No names are known at all before the first scrape: worth another question soon.
    this.#untilNames = told.ok && told.value.size === 0 ? 0 : LEARN_EVERY
  }

  /** Anew, too, when somebody new is there: he may be scraped less often. */
  async learnIntervals(endpoints: ReadonlyMap<string, Endpoint>, signal: AbortSignal): Promise<void> {
    const isKnown = [...endpoints.keys()].every((key) => this.#known.has(key))
    if ((isKnown && this.#untilIntervals-- > 0) || endpoints.size === 0) return
    const told = await readIntervals(this.#client, endpoints, this.#options, signal)
    this.#intervals = told.intervals
    // Somebody without two samples yet is asked for again.
    this.#known = new Set(told.isWhole ? endpoints.keys() : [])
    this.#untilIntervals = LEARN_EVERY
  }

  /** Window of rates, ms: of hosts, or of everything else. Null: there is none of them. */
  windowMs(row: Pick<SeriesRow, 'namings'>, endpoints: readonly Endpoint[]): number | null {
    const isHost = row.namings.includes('N')
    const namings = new Set(endpoints.map(({ naming }) => naming).filter((naming) => (naming === 'N') === isHost))
    if (namings.size === 0) return null
    // Without names at hand only what these rule sets export is worth a query.
    if (this.names === null && !row.namings.some((naming) => namings.has(naming))) return null
    const intervals = [...namings].map((naming) => this.#intervals.get(naming) ?? DEFAULT_INTERVAL_MS)
    return INTERVALS_PER_WINDOW * Math.max(...intervals)
  }

  /** A Prometheus of a whole company knows thousands of Java processes and hosts: those of these endpoints are meant. */
  #selector(endpoints: readonly Endpoint[], of: 'nodes' | 'hosts'): string {
    const { nodeLabel, selector } = this.#options
    const meant = endpoints.filter(({ naming }) => (naming === 'N') === (of === 'hosts'))
    const jobs = [...new Set(meant.map(({ job }) => job))]
    const nodes = [...new Set(meant.map(({ node }) => node))]
    const named = of === 'hosts' && nodes.length <= MOST_NAMED_HOSTS ? [`${nodeLabel}=~${quoted(anyOf(nodes))}`] : []
    return [`job=~${quoted(anyOf(jobs))}`, ...named, selector].filter((matcher) => matcher !== '').join(',')
  }

  /** Queries for these endpoints. */
  plan(endpoints: readonly Endpoint[]): Plan {
    const selectors = [this.#selector(endpoints, 'nodes'), this.#selector(endpoints, 'hosts')] as const
    const namings = [...new Set(endpoints.map(({ naming }) => naming))].sort()
    const of = JSON.stringify([namings, [...this.#intervals], selectors])
    if (this.#plan?.of === of) return this.#plan.plan
    const options = {
      names: this.names,
      by: endpointLabels(this.#options.nodeLabel),
      selectorOf: (row: SeriesRow) => selectors[row.namings.includes('N') ? 1 : 0],
      windowMs: (row: SeriesRow) => this.windowMs(row, endpoints),
    }
    const plan = {
      values: planQueries(
        SERIES_ROWS.filter(({ byTopic }) => !byTopic),
        options,
      ),
      topics: planQueries(
        SERIES_ROWS.filter(({ byTopic, reads }) => byTopic && reads === 'count'),
        options,
      ),
    }
    this.#plan = { of, plan }
    return plan
  }
}
