import type { Endpoint } from '@perigee/contract'
import { freshnessOf, type Identity, metricOf, type NodeMetrics, type NodeRole, type Reading } from '@perigee/domain'
import type { ClusterState, LoopState } from '../../facts/state.ts'
import { durationWords, instantOf } from '../wire/words.ts'

export interface EndpointParts {
  readonly now: number
  readonly identityOf: (metrics: NodeMetrics) => Identity
}

/** Every endpoint with what it gives and what it costs; those that say least come first. */
export function endpointRows(cluster: ClusterState, parts: EndpointParts): Endpoint[] {
  const loops = new Map(cluster.loops.filter(({ kind }) => kind === 'metrics.exporter').map((loop) => [loop.id, loop]))
  const loopOf = (target: string) => loops.get(`${cluster.name}/metrics.exporter/${target}`)
  const rows = [...cluster.facts.metrics].map(([target, reading]) =>
    endpointRow(target, reading, { ...parts, loop: loopOf(target) }),
  )
  return rows.sort((a, b) => lack(b) - lack(a) || byTarget(a.target, b.target))
}

/** Silent ones before all others. */
function lack({ observedAt, status, given, applicable }: Endpoint): number {
  if (observedAt === null || status !== 'ok') return 2
  return applicable === 0 ? 0 : 1 - given / applicable
}

function byTarget(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

function endpointRow(
  target: string,
  reading: Reading<NodeMetrics>,
  { now, identityOf, loop }: EndpointParts & { readonly loop: LoopState | undefined },
): Endpoint {
  const { value } = reading
  const identity: Identity = value === undefined ? { verdict: 'unchecked' } : identityOf(value)
  const [role, id] = partsOf(target)
  const interval = loop?.intervalMs ?? reading.intervalMs
  return {
    target,
    url: value?.target.url ?? loop?.target ?? '',
    role: value?.target.role ?? role,
    nodeId: value === undefined ? id : value.target.nodeId,
    origin: value?.target.origin ?? '',
    ...stateOf(reading, identity, now),
    looksLike: value?.looksLike ?? null,
    identity: identity.verdict,
    identityReason: identity.verdict === 'mismatch' ? identity.reason : null,
    ...givenOf(value),
    exporterMs: value?.cost.exporterMs ?? null,
    pageBytes: value?.cost.pageBytes ?? null,
    series: value?.cost.series ?? null,
    keptSeries: value?.cost.keptSeries ?? null,
    intervalMs: interval,
    intervalReason: intervalReason(loop, value),
    notes: [...(value?.notes ?? [])],
    observedAt: instantOf(reading.observedAt),
  }
}

function partsOf(target: string): [NodeRole, number | null] {
  const [role, id] = target.split('/')
  const number = Number(id)
  const isRole = role === 'controller' || role === 'host'
  return [isRole ? role : 'broker', Number.isInteger(number) ? number : null]
}

function stateOf(reading: Reading<NodeMetrics>, identity: Identity, now: number): Pick<Endpoint, 'status' | 'word'> {
  const { value, failure } = reading
  if (failure !== undefined) return { status: 'unknown', word: sentence(failure.message) }
  if (value === undefined) return { status: 'unknown', word: 'Not read yet' }
  if (freshnessOf(reading, now) === 'lost') return { status: 'unknown', word: 'No answer for a while' }
  if (identity.verdict === 'mismatch') return { status: 'warning', word: 'Speaks for another node' }
  if (value.target.nodeId === null) return { status: 'unknown', word: 'No node known for it' }
  if (value.naming === null) return { status: 'unknown', word: 'No names that we know' }
  return { status: 'ok', word: 'Answers' }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function givenOf(value: NodeMetrics | undefined): Pick<Endpoint, 'given' | 'applicable' | 'missing'> {
  const applicable = (value?.capabilities ?? []).filter(({ applies }) => applies)
  const lacking = applicable.filter(({ provenance, reason }) => provenance === null || reason !== null)
  return {
    given: applicable.length - lacking.length,
    applicable: applicable.length,
    missing: lacking.map(({ metric, reason }) => ({
      metric,
      title: metricOf(metric)?.title ?? metric,
      reason: reason ?? 'not exported',
    })),
  }
}

/** A page may take a tenth of its exporter's time at most. */
function intervalReason(loop: LoopState | undefined, value: NodeMetrics | undefined): string | null {
  if (loop === undefined || loop.intervalMs <= loop.baseIntervalMs) return null
  if (loop.failure !== null) return 'it does not answer: it is asked less often until it does'
  const cost = value?.cost.exporterMs ?? value?.cost.answerMs
  const words = cost === undefined ? '' : ` (${durationWords(cost)} for one page)`
  return `asking takes at most a tenth of the exporter's time${words}`
}
