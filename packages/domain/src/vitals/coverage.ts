import type { ClusterFacts } from '../facts.ts'
import { counted, listed } from '../judge/words.ts'
import type { NodeMetrics } from '../metrics/node-metrics.ts'
import { freshnessOf, type Reading } from '../reading.ts'
import type { Status } from '../status.ts'

/** Times are epoch ms. */
export interface SilentTarget {
  readonly target: string
  readonly reason: string
  readonly since: number | null
}

/** How many exporters answer, and why the others do not. */
export interface Coverage {
  readonly status: Status
  readonly text: string
  readonly answering: number
  /** 0: no exporter is known at all. */
  readonly expected: number
  readonly silent: readonly SilentTarget[]
  readonly looksLike: readonly { readonly words: string; readonly nodes: number }[]
  readonly hint: string | null
}

const HINT =
  'Name the exporters of this cluster: metrics.pattern (http://{host}:7071/metrics), exporters, or a Prometheus that reads them.'
const HOST_HINT = 'Name the node_exporters: metrics.hostPattern (http://{host}:9100/metrics).'

/**
 * Coverage of a cluster, or of one broker (its process and its host). Counts targets that speak for a node or should, and
 * registered brokers that no exporter is known for.
 */
export function coverageOf(facts: ClusterFacts, now: number, broker?: number): Coverage {
  const isHere = (id: string) => broker === undefined || id === `broker/${broker}` || id === `host/${broker}`
  const known = [...facts.metrics].filter(([id]) => isHere(id))
  if (known.length === 0) return nothingKnown(facts, broker)
  const silent = known.flatMap(([id, reading]) => silenceOf(id, reading, now))
  const without = brokersWithout(facts, broker)
  const expected = known.length + without.length
  const answering = known.length - silent.length
  const all = [...silent, ...without]
  return {
    status: answering === expected ? 'ok' : 'unknown',
    text: textOf({ answering, expected, silent: all }),
    answering,
    expected,
    silent: all,
    looksLike: looksLike(known.map(([, reading]) => reading)),
    hint: answering === 0 ? HINT : broker !== undefined && !facts.metrics.has(`host/${broker}`) ? HOST_HINT : null,
  }
}

function nothingKnown(facts: ClusterFacts, broker: number | undefined): Coverage {
  const elsewhere = facts.metrics.size > 0
  const subject = broker === undefined ? 'this cluster' : `broker ${broker}`
  return {
    status: elsewhere ? 'unknown' : 'off',
    text: `No exporter is known for ${subject}.`,
    answering: 0,
    expected: 0,
    silent: [],
    looksLike: [],
    hint: HINT,
  }
}

function silenceOf(id: string, reading: Reading<NodeMetrics>, now: number): SilentTarget[] {
  const freshness = freshnessOf(reading, now)
  if (freshness !== 'never' && freshness !== 'lost' && reading.failure === undefined) return []
  const reason = reading.failure?.message ?? (freshness === 'never' ? 'not read yet' : 'no answer for a while')
  return [{ target: id, reason, since: reading.failingSince ?? null }]
}

function brokersWithout(facts: ClusterFacts, broker: number | undefined): SilentTarget[] {
  const registered = (facts.registry.value?.brokers ?? []).filter((one) => one.registered)
  return registered
    .filter(({ id }) => (broker === undefined || id === broker) && !facts.metrics.has(`broker/${id}`))
    .map(({ id }) => ({ target: `broker/${id}`, reason: 'no exporter is known for it', since: null }))
}

const ALL: Readonly<Record<number, string>> = { 1: 'Its exporter answers', 2: 'Both exporters answer' }

/** `22 of 24 exporters answer; broker 7: connection refused`. */
function textOf({ answering, expected, silent }: Pick<Coverage, 'answering' | 'expected' | 'silent'>): string {
  if (silent.length === 0) return `${ALL[expected] ?? `All ${expected} exporters answer`}.`
  const count = `${answering} of ${counted(expected, 'exporter')} ${answering === 1 ? 'answers' : 'answer'}`
  const byReason = new Map<string, string[]>()
  for (const { target, reason } of silent) byReason.set(reason, [...(byReason.get(reason) ?? []), nameOf(target)])
  const reasons = [...byReason].map(([reason, names]) => `${listed(names)}: ${reason}`)
  const told = reasons.slice(0, 3).join('; ')
  return `${count}; ${told}${reasons.length > 3 ? ' …' : ''}.`
}

/** `broker/3` in words. */
export function nameOf(target: string): string {
  if (target.startsWith('?/')) return target.slice(2)
  return target.replace('host/', 'host of broker ').replace('/', ' ')
}

function looksLike(readings: readonly Reading<NodeMetrics>[]): Coverage['looksLike'] {
  const nodes = new Map<string, number>()
  for (const { value } of readings) {
    if (value !== undefined) nodes.set(value.looksLike, (nodes.get(value.looksLike) ?? 0) + 1)
  }
  return [...nodes].map(([words, count]) => ({ words, nodes: count })).sort((a, b) => b.nodes - a.nodes)
}
