// Reads every endpoint at once. Asks each time who is there, since rates outlive a node by their window.
import type { PrometheusConfig } from '@perigee/config'
import type { Gap, NodeMetrics } from '@perigee/domain'
import { TargetMemory } from '../exporter/normalise/target-memory.ts'
import { SCRAPE_SECONDS } from '../exporter/scan/page-reader.ts'
import { peerFailure } from '../kafka/link/network-failure.ts'
import type { Result } from '../kafka/result.ts'
import type { ClusterHints } from '../metrics/source.ts'
import type { Outcome } from '../outcome.ts'
import { type Asked, askAll, type Question } from './ask-all.ts'
import type { PrometheusClient } from './ask-prometheus.ts'
import { Knowledge } from './knowledge.ts'
import { nodeReading } from './node-reading.ts'
import { NO_TOPICS, NodeValues } from './node-values.ts'
import type { Query } from './plan.ts'
import { anyOf, braces, quoted, selectorOf } from './promql.ts'
import { type Endpoint, endpointKey, endpointLabels, type Survey, surveyEndpoints } from './survey.ts'

/** Rates by topic are many: they are asked for every fourth time, and hold in between. */
const TOPICS_EVERY = 4
const MOST_NAMED = 5

/** What one read collects, by endpoint. */
interface Collected {
  readonly values: Map<string, NodeValues>
  readonly topics: Map<string, NodeValues>
  /** Duration of the exporter's own work, s. */
  readonly exporterSeconds: Map<string, number>
  readonly down: string[]
}

export class PrometheusReader {
  readonly nodeLabel: string
  readonly selector: string
  readonly knowledge: Knowledge
  /** Of the last survey that was answered. */
  endpoints: ReadonlyMap<string, Endpoint> = new Map()
  readonly #client: PrometheusClient
  readonly #memories = new Map<string, TargetMemory>()
  #topics = new Map<string, NodeMetrics['topics']>()
  #reads = 0

  constructor(client: PrometheusClient, config: Pick<PrometheusConfig, 'nodeLabel' | 'selector'>) {
    this.#client = client
    this.nodeLabel = config.nodeLabel
    this.selector = selectorOf(config.selector)
    this.knowledge = new Knowledge(client, this)
  }

  /** Who is there now; what is known of them is refreshed. */
  async survey(signal: AbortSignal): Promise<Result<Survey>> {
    await this.knowledge.learnNames(signal)
    const { nodeLabel, selector } = this
    const survey = await surveyEndpoints(this.#client, { nodeLabel, selector, names: this.knowledge.names }, signal)
    if (!survey.ok) return survey
    this.endpoints = survey.value.endpoints
    await this.knowledge.learnIntervals(this.endpoints, signal)
    return survey
  }

  async read(hints: ClusterHints, signal: AbortSignal): Promise<Outcome<readonly NodeMetrics[]>> {
    const { peer } = this.#client
    const startedAt = performance.now()
    const receivedBefore = this.#client.cost().bytesReceived
    const survey = await this.survey(signal)
    if (!survey.ok) return survey
    const { endpoints, doubles, warnings } = survey.value
    if (endpoints.size === 0) {
      const gaps = [nobody(peer), ...warningGaps(warnings, peer), ...downGaps(await this.#down(signal), peer)]
      return { ok: true, value: [], gaps }
    }
    const into = collecting(endpoints)
    const asked = await this.#ask(endpoints, into, signal)
    if (!asked.ok) return asked
    const cost = {
      answerMs: (performance.now() - startedAt) / endpoints.size,
      wireBytes: Math.round((this.#client.cost().bytesReceived - receivedBefore) / endpoints.size),
    }
    const value = [...into.values].map(([key, told]) =>
      nodeReading({
        endpoint: endpoints.get(key) as Endpoint,
        told,
        topics: this.#topics.get(key) ?? NO_TOPICS,
        memory: this.#memory(key),
        hints,
        exporterSeconds: into.exporterSeconds.get(key) ?? Number.NaN,
        cost,
        notes: doubles.get(endpoints.get(key)?.node ?? '') ?? [],
      }),
    )
    const said = warningGaps([...warnings, ...asked.value.warnings], peer)
    return { ok: true, value, gaps: [...asked.value.gaps, ...said, ...downGaps(into.down, peer)] }
  }

  async #ask(endpoints: Survey['endpoints'], into: Collected, signal: AbortSignal): Promise<Result<Asked>> {
    // Before there are any, their first rates are not waited for.
    const isFirst = [...this.#topics.values()].every(({ topics }) => topics.length === 0)
    const withTopics = isFirst || this.#reads % TOPICS_EVERY === 0
    const plan = this.knowledge.plan([...endpoints.values()])
    const keyOf = (labels: Readonly<Record<string, string>>) => endpointKey(labels, this.nodeLabel)
    const question = (query: Query, books: Collected['values']): Question => ({
      promql: query.promql,
      take: (series) => books.get(keyOf(series.labels))?.take(query, series),
    })
    const asked = await askAll(
      this.#client,
      [
        ...plan.values.map((query) => question(query, into.values)),
        ...(withTopics ? plan.topics.map((query) => question(query, into.topics)) : []),
        {
          promql: this.#max(SCRAPE_SECONDS),
          take: ({ labels, points }) => into.exporterSeconds.set(keyOf(labels), points.at(-1)?.[1] ?? Number.NaN),
        },
        {
          promql: `${this.#max('up', `job=~${quoted(anyOf(jobsOf(endpoints)))}`)} == 0`,
          take: ({ labels }) => into.down.push(labels[this.nodeLabel] ?? 'a target without a name'),
        },
      ],
      signal,
    )
    if (!asked.ok) return asked
    this.#reads += 1
    if (withTopics) this.#topics = new Map([...into.topics].map(([key, book]) => [key, book.topics()]))
    for (const key of this.#memories.keys()) if (!endpoints.has(key)) this.#memories.delete(key)
    return asked
  }

  /** Targets that are selected and cannot be scraped: perhaps why nothing is there. */
  async #down(signal: AbortSignal): Promise<readonly string[]> {
    if (this.selector === '') return []
    const answer = await this.#client.query(`${this.#max('up')} == 0`, signal)
    return answer.ok ? answer.value.series.map(({ labels }) => labels[this.nodeLabel] ?? '') : []
  }

  #max(name: string, ...matchers: readonly string[]): string {
    return `max by (${endpointLabels(this.nodeLabel).join(',')}) (${name}${braces(...matchers, this.selector)})`
  }

  #memory(key: string): TargetMemory {
    const memory = this.#memories.get(key) ?? new TargetMemory()
    this.#memories.set(key, memory)
    return memory
  }
}

function jobsOf(endpoints: Survey['endpoints']): readonly string[] {
  return [...new Set([...endpoints.values()].map(({ job }) => job))]
}

function collecting(endpoints: Survey['endpoints']): Collected {
  const books = () => new Map([...endpoints].map(([key, { naming }]) => [key, new NodeValues(naming)]))
  return { values: books(), topics: books(), exporterSeconds: new Map(), down: [] }
}

function nobody(peer: string): Gap {
  const message = 'it answers, but has no series of Kafka or its hosts that match'
  const needs = 'exporters that it scrapes, and a metrics.prometheus.selector that matches them'
  return { fact: 'metrics', failure: peerFailure('unsupported', message, peer), needs }
}

export function warningGaps(warnings: readonly string[], peer: string): readonly Gap[] {
  return [...new Set(warnings)].slice(0, MOST_NAMED).map((warning) => ({
    fact: 'prometheus-warning',
    failure: peerFailure('garbage', `it warns: ${warning.replace(/\s+/g, ' ').slice(0, 200)}`, peer),
  }))
}

function downGaps(down: readonly string[], peer: string): readonly Gap[] {
  if (down.length === 0) return []
  const more = down.length > MOST_NAMED ? ` and ${down.length - MOST_NAMED} more` : ''
  const message = `it cannot scrape ${down.slice(0, MOST_NAMED).join(', ')}${more}`
  return [{ fact: 'metrics', failure: { ...peerFailure('closed', message, peer), retryable: true } }]
}
