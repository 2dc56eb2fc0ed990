// Which endpoints Prometheus scrapes of Kafka and its hosts, by which rule set each is named, and how often it is scraped.
import type { NamingId } from '@perigee/domain'
import { namingOf, PROBES } from '../exporter/naming/probes.ts'
import { good, type Result } from '../kafka/result.ts'
import type { Labels, PrometheusClient } from './ask-prometheus.ts'
import { anyOf, braces, quoted } from './promql.ts'

/** One page that Prometheus scrapes. */
export interface Endpoint {
  /** Value of the node label. */
  readonly node: string
  readonly job: string
  readonly instance: string
  readonly naming: NamingId
  /** Series that were counted; of two endpoints of one node, the fuller one is meant. */
  readonly series: number
  /** A name that it tells in few series. */
  readonly probe: string
}

/** What Prometheus' scrapes are known by when nothing was learnt: its default. */
export const DEFAULT_INTERVAL_MS = 60_000
const SHORTEST_MS = 1_000
const LONGEST_MS = 300_000

const PROBE_NAMES = [...new Set(PROBES.flatMap(({ has, hasNot }) => [...has.flat(), ...hasNot]))]
/** What the table knows is below these. */
const FAMILIES = braces('__name__=~"(kafka|jvm|java_lang|jmx|process|node)_.+"').slice(1, -1)

/** Names as they are written there, by their lower case. */
export type Names = ReadonlyMap<string, readonly string[]>

export async function readNames(
  client: PrometheusClient,
  selector: string,
  signal: AbortSignal,
): Promise<Result<Names>> {
  const told = await client.names(braces(FAMILIES, selector), signal)
  if (!told.ok) return told
  const names = new Map<string, string[]>()
  for (const name of told.value) names.set(name.toLowerCase(), [...(names.get(name.toLowerCase()) ?? []), name])
  return good(names)
}

/** Labels that tell endpoints apart: of two jobs that scrape one node, of a node's exporter and its host's. */
export function endpointLabels(nodeLabel: string): readonly string[] {
  return [...new Set([nodeLabel, 'job', 'instance'])]
}

export function endpointKey(labels: Labels, nodeLabel: string): string {
  return JSON.stringify(endpointLabels(nodeLabel).map((label) => labels[label] ?? ''))
}

export interface SurveyOptions {
  readonly nodeLabel: string
  readonly selector: string
  readonly names: Names | null
}

export interface Survey {
  /** By {@link endpointKey}: one for each node and its host. */
  readonly endpoints: ReadonlyMap<string, Endpoint>
  /** Node → endpoints that tell what another one tells of it, in words. */
  readonly doubles: ReadonlyMap<string, readonly string[]>
  readonly warnings: readonly string[]
}

/** One query: how many series each endpoint has of the names by which rule sets are known. */
export async function surveyEndpoints(
  client: PrometheusClient,
  { nodeLabel, selector, names }: SurveyOptions,
  signal: AbortSignal,
): Promise<Result<Survey>> {
  const written = names === null ? null : PROBE_NAMES.flatMap((name) => names.get(name) ?? [])
  if (written?.length === 0) return good({ endpoints: new Map(), doubles: new Map(), warnings: [] })
  const probes = written === null ? `(?i)(?:${anyOf(PROBE_NAMES)})` : anyOf(written)
  const by = [...endpointLabels(nodeLabel), '__name__'].join(',')
  const promql = `count by (${by}) (${braces(`__name__=~${quoted(probes)}`, selector)})`
  const answer = await client.query(promql, signal)
  if (!answer.ok) return answer
  const counted = new Map<string, { labels: Labels; counts: Map<string, number> }>()
  for (const { labels, points } of answer.value.series) {
    const key = endpointKey(labels, nodeLabel)
    const one = counted.get(key) ?? { labels, counts: new Map() }
    one.counts.set(labels.__name__ ?? '', points.at(-1)?.[1] ?? 0)
    counted.set(key, one)
  }
  const found = [...counted].flatMap(([key, { labels, counts }]) => {
    const endpoint = endpointOf(labels, counts, nodeLabel)
    return endpoint === null ? [] : [[key, endpoint] as const]
  })
  return good({ ...withoutDoubles(found), warnings: answer.value.warnings })
}

function endpointOf(labels: Labels, counts: ReadonlyMap<string, number>, nodeLabel: string): Endpoint | null {
  const naming = namingOf(new Set([...counts.keys()].map((name) => name.toLowerCase())))
  const node = labels[nodeLabel] ?? ''
  if (naming === null || node === '') return null
  const [probe = ['', 0]] = [...counts].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
  const series = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { node, job: labels.job ?? '', instance: labels.instance ?? '', naming, series, probe: probe[0] }
}

function withoutDoubles(found: readonly (readonly [string, Endpoint])[]): Pick<Survey, 'endpoints' | 'doubles'> {
  const best = new Map<string, readonly [string, Endpoint]>()
  const doubles = new Map<string, string[]>()
  for (const one of found.toSorted(([, a], [, b]) => b.series - a.series || (a.job < b.job ? -1 : 1))) {
    const [, { node, naming, job }] = one
    const key = JSON.stringify([node, naming === 'N'])
    if (best.has(key))
      doubles.set(node, [...(doubles.get(node) ?? []), `Prometheus scrapes it by job ${job || 'without a name'}, too`])
    else best.set(key, one)
  }
  const inOrder = withoutStrangers([...best.values()]).toSorted(([, a], [, b]) =>
    a.node < b.node ? -1 : a.node > b.node ? 1 : 0,
  )
  return { endpoints: new Map(inOrder), doubles }
}

/** So many hosts may be those of a cluster's brokers by names of another kind; of more, only those whose name is known. */
const MOST_HOSTS = 200

function withoutStrangers(found: readonly (readonly [string, Endpoint])[]): readonly (readonly [string, Endpoint])[] {
  const isHost = ([, { naming }]: readonly [string, Endpoint]) => naming === 'N'
  if (found.filter(isHost).length <= MOST_HOSTS) return found
  const known = new Set(found.filter((one) => !isHost(one)).flatMap(([, endpoint]) => hostNames(endpoint)))
  return found.filter((one) => !isHost(one) || hostNames(one[1]).some((name) => known.has(name)))
}

/** `kafka-1` and `kafka-1.example.net` are one host; of an address, all of it counts. */
function hostNames({ node, instance }: Endpoint): readonly string[] {
  return [node, instance].flatMap((name) => {
    const host = name.replace(/:\d+$/, '').toLowerCase()
    return /^[\d.]+$|:/.test(host) ? [host] : [host, host.split('.')[0] ?? host]
  })
}

export interface Intervals {
  /** How often endpoints of a rule set are scraped, ms: the slowest of them. */
  readonly intervals: ReadonlyMap<NamingId, number>
  /** Each endpoint was seen twice at least. */
  readonly isWhole: boolean
}

/** By the times of their samples, which every kin of Prometheus tells; what is configured, only Prometheus itself does. */
export async function readIntervals(
  client: PrometheusClient,
  endpoints: Survey['endpoints'],
  { nodeLabel, selector }: Omit<SurveyOptions, 'names'>,
  signal: AbortSignal,
): Promise<Intervals> {
  const probes = anyOf([...new Set([...endpoints.values()].map(({ probe }) => probe))])
  const answer = await client.query(`${braces(`__name__=~${quoted(probes)}`, selector)}[5m]`, signal)
  const intervals = new Map<NamingId, number>()
  const seen = new Set<string>()
  if (!answer.ok) return { intervals, isWhole: false }
  for (const { labels, points } of answer.value.series) {
    const key = endpointKey(labels, nodeLabel)
    const naming = endpoints.get(key)?.naming
    const interval = intervalOf(points.map(([atMs]) => atMs))
    if (naming === undefined || interval === null) continue
    seen.add(key)
    intervals.set(naming, Math.max(interval, intervals.get(naming) ?? 0))
  }
  return { intervals, isWhole: seen.size === endpoints.size }
}

/** The usual distance of samples, ms; a scrape that failed leaves a wider one. Null: fewer than two samples. */
function intervalOf(times: readonly number[]): number | null {
  const distances = times
    .slice(1)
    .map((at, index) => at - (times[index] ?? at))
    .sort((a, b) => a - b)
  const median = distances[distances.length >> 1]
  return median === undefined ? null : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, median))
}
